# Debian's units that a container has no use for. Each costs its boot some ten milliseconds: the units are
# for consoles, for hardware, for a writable /usr, or for logins, which come in from the host.
{ lib, ... }:
let
  masked = [
    "console-getty.service"
    "dev-hugepages.mount"
    "dev-mqueue.mount"
    "ldconfig.service"
    "run-lock.mount"
    "systemd-ask-password-console.path"
    "systemd-ask-password-wall.path"
    "systemd-creds.socket"
    "systemd-hostnamed.socket"
    "systemd-initctl.socket"
    "systemd-journal-catalog-update.service"
    "systemd-journal-flush.service"
    "systemd-logind.service"
    "systemd-remount-fs.service"
    "systemd-sysctl.service"
    "systemd-sysext.socket"
    "systemd-sysusers.service"
    "systemd-tmpfiles-clean.timer"
    "systemd-tmpfiles-setup-dev-early.service"
    "systemd-tmpfiles-setup-dev.service"
    "systemd-update-done.service"
    "systemd-user-sessions.service"
  ];
in
{
  environment.etc =
    lib.genAttrs (map (unit: "systemd/system/${unit}") masked) (_: {
      source = "/dev/null";
    })
    // {
      "systemd/system/default.target".source = "/usr/lib/systemd/system/multi-user.target";
    };
}
