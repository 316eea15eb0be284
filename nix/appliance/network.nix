# The home's network, and who may come in from it.
{ config, lib, ... }:
let
  inherit (config.voxnix.home) lan tailscale;
  split = address: {
    address = builtins.head (lib.splitString "/" address);
    prefixLength = lib.toInt (lib.last (lib.splitString "/" address));
  };
in
{
  networking = {
    # A machine with one network card: the card is eth0, whatever the platform calls its bus.
    usePredictableInterfaceNames = false;
    useDHCP = false;
    interfaces.${lan.interface} =
      if lan.address == null then { useDHCP = true; } else { ipv4.addresses = [ (split lan.address) ]; };
    defaultGateway = lib.mkIf (lan.gateway != null) {
      address = lan.gateway;
      inherit (lan) interface;
    };
    inherit (lan) nameservers;
    nftables.enable = true;
  };
  services.tailscale = lib.mkIf tailscale.enable {
    enable = true;
    openFirewall = true;
  };
  assertions = [
    {
      assertion = lan.address != null -> lan.gateway != null && lan.nameservers != [ ];
      message = "voxnix.home.lan.address is fixed, so voxnix.home.lan.gateway and voxnix.home.lan.nameservers have to be said too, for example \"192.168.1.1\" and [ \"192.168.1.1\" ].";
    }
  ];
}
