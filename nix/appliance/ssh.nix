# SSH for the admin: keys alone, from the home's networks alone (and over Tailscale, if it is on).
{ config, lib, ... }:
let
  inherit (config.voxnix.home) admin lan tailscale;
  networks = lib.filter (network: !(lib.hasPrefix "CHANGE-ME" network)) lan.networks;
in
{
  services.openssh = {
    enable = true;
    openFirewall = false;
    settings = {
      PermitRootLogin = "no";
      PasswordAuthentication = false;
      KbdInteractiveAuthentication = false;
      AllowUsers = [ admin.name ];
    };
    hostKeys = [
      {
        path = "/etc/ssh/ssh_host_ed25519_key";
        type = "ed25519";
      }
    ];
  };
  networking.firewall.extraInputRules = lib.mkIf (networks != [ ]) ''
    iifname "${lan.interface}" ip saddr { ${lib.concatStringsSep ", " networks} } tcp dport 22 accept
  '';
  networking.firewall.interfaces = lib.mkIf tailscale.enable { tailscale0.allowedTCPPorts = [ 22 ]; };
}
