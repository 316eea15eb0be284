{
  config,
  lib,
  pkgs,
}:
{
  systemdUtils = {
    types = import ./systemd/types.nix { inherit lib pkgs; };
    lib = import ./systemd/render.nix { inherit config lib pkgs; };
  };
}
