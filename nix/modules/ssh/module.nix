{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.ssh;
in
{
  # The host keys are made at the first boot and stay with the container.
  services.openssh = {
    enable = true;
    ports = [ cfg.port ];
    settings = {
      PasswordAuthentication = false;
      KbdInteractiveAuthentication = false;
      PermitRootLogin = "prohibit-password";
    };
  };

  users.users.root.openssh.authorizedKeys.keys = cfg.keys;

  assertions = [
    {
      assertion = cfg.keys != [ ];
      message = "voxnix: ssh.keys is empty: nobody could log in";
    }
  ];

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-ssh" ''
      if ! ${config.systemd.package}/bin/systemctl --quiet is-active sshd.service; then
        echo "sshd does not run"
        exit 1
      fi
      ${lib.concatMapStringsSep " || " (
        key: "fingerprint=$(${pkgs.openssh}/bin/ssh-keygen -lf ${key.path}.pub 2> /dev/null)"
      ) (lib.filter (key: key.type == "ed25519") config.services.openssh.hostKeys)}
      set -- $fingerprint
      echo "listens on port ${toString cfg.port}, host key ''${2-unknown}"
    '')
  ];
}
