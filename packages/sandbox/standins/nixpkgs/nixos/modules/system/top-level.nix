# The image itself, laid out as a NixOS system is.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  refused = lib.filter (check: !check.assertion) config.assertions;

  toplevel = pkgs.runCommand "nixos-system-standin-${lib.version}" { } ''
    mkdir -p "$out/bin"
    place() {
      sed "s|@system@|$out|" "$1" > "$out/$2"
      chmod 555 "$out/$2"
    }
    place ${config.system.build.init} init
    place ${config.system.build.activate} activate
    place ${config.system.build.switchToConfiguration} bin/switch-to-configuration
    ln -s ${config.system.build.mountUsr} "$out/mount-usr"
    ln -s ${config.system.build.etc} "$out/etc"
    # All programs of the image are in the container's one /usr.
    ln -s /usr "$out/sw"
    printf %s ${lib.version} > "$out/nixos-version"
    printf %s ${config.nixpkgs.hostPlatform} > "$out/system"
  '';
in
{
  system.build.toplevel =
    if refused != [ ] then
      throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (check: "- ${check.message}") refused}"
    else
      lib.foldr lib.warn toplevel config.warnings;
}
