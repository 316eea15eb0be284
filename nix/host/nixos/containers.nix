# What extra-container needs of a NixOS host.
{ config, lib, ... }:
let
  cfg = config.services.voxnix;
in
{
  config = lib.mkIf cfg.enable {
    # Its default is whether any container is declared, and voxnix declares none.
    boot.enableContainers = true;
    # Where it puts units. PID 1 learns of the path at boot: reboot after the first switch.
    boot.extraSystemdUnitPaths = [ "/etc/systemd-mutable/system" ];
    # Leases and routes of containers are none of a DHCP client's business.
    networking.dhcpcd.denyInterfaces = [
      cfg.network.bridge
      "vb-*"
    ];
    networking.networkmanager.unmanaged = [
      "interface-name:${cfg.network.bridge}"
      "interface-name:vb-*"
    ];
  };
}
