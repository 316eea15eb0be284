# NAT, and what containers may reach.
{ config, lib, ... }:
let
  cfg = config.services.voxnix.network;
  privateNetworks = "{ 10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16 }";
in
{
  config = lib.mkIf config.services.voxnix.enable {
    networking.nat = lib.mkIf cfg.nat.enable {
      enable = true;
      internalInterfaces = [ cfg.bridge ];
      inherit (cfg.nat) externalInterface;
    };
    # Before the firewall of NixOS, so that what it drops stays dropped. Only new connections: answers to
    # those that came from outside pass. Containers ask the host's name servers, which are mostly the router.
    networking.nftables.tables.voxnix =
      lib.mkIf (!cfg.reachPrivateNetworks && config.networking.nftables.enable)
        {
          family = "inet";
          content = ''
              chain forward {
                type filter hook forward priority filter - 5; policy accept;
                iifname "${cfg.bridge}" meta l4proto { tcp, udp } th dport 53 accept
            iifname "${cfg.bridge}" ct state new ip daddr ${privateNetworks} drop
                iifname "${cfg.bridge}" ct state new ip6 daddr { fc00::/7, fe80::/10 } drop
              }
          '';
        };
  };
}
