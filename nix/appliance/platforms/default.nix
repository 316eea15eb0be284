# One file for each kind of machine; voxnix.home.machine.platform chooses.
{ config, lib, ... }@arguments:
{
  config = lib.mkMerge (
    map
      (
        name:
        lib.mkIf (config.voxnix.home.machine.platform == name) (import (./. + "/${name}.nix") arguments)
      )
      [
        "hyper-v"
        "proxmox"
        "virtualbox"
        "bare-metal"
      ]
  );
}
