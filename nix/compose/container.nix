# What every voxnix container has, whatever modules it is made of.
# Its name, owner and address are not here: equal choices of modules share one image.
{ gateway }:
{ lib, ... }:
{
  boot.isNspawnContainer = true;
  nixpkgs.hostPlatform = builtins.currentSystem;

  # The container's data layout, not its software: it stays when nixpkgs moves on.
  system.stateVersion = "25.11";

  networking = {
    # Empty: systemd-nspawn gives the container its machine name.
    hostName = "";
    useDHCP = false;
    # The host side sets eth0's address before the container boots. The gateway is the same for all, and
    # NixOS sets it up only for an interface that is declared.
    interfaces.eth0 = lib.mkIf (gateway != null) { };
    defaultGateway = lib.mkIf (gateway != null) {
      address = gateway;
      interface = "eth0";
    };
  };

  # A container is composed from outside; it needs no Nix of its own.
  nix.enable = false;
}
