# The bind itself is the host's part (about.nix); inside, programs learn where the folder is.
{ config, ... }:
{
  environment.variables.WORKSPACE = config.voxnix.workspace.mountPoint;
}
