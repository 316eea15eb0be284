# The bind itself is the host's part (about.nix); inside, the place is made known to programs and people.
{ config, lib, ... }:
let
  cfg = config.voxnix.workspace;
in
{
  environment.variables.WORKSPACE = cfg.mountPoint;

  environment.loginShellInit = ''
    cd ${lib.escapeShellArg cfg.mountPoint}
  '';
}
