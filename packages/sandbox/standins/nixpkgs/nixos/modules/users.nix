# Who there is, is Debian's to say; a module may choose root's shell.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  shell = config.users.users.root.shell;
in
{
  options.users.users.root.shell = lib.mkOption {
    type = lib.types.nullOr (lib.types.either lib.types.shellPackage lib.types.path);
    default = pkgs.bash;
    # What /etc/passwd gets: a path that stays when the package moves on.
    apply =
      value:
      if lib.isDerivation value then
        "/run/current-system/sw/bin/${value.meta.mainProgram or value.pname}"
      else
        value;
  };

  config.environment.etc.shells.text = ''
    /bin/sh
    /bin/bash
    ${shell}
  '';
}
