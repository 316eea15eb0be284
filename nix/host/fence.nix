# What a container may say on the bridge, and to whom. The rules are there before the bridge is, and those of a
# container before it boots: the executor writes a file for each (services/executor/src/machines/fence.ts), with the
# addresses that the container has from its conf. In tables of their own, beside whatever firewall the host has.
{ paths, network }:
let
  # A sixteenth of the kernel's table on a host with little memory.
  connectionsOfOne = 4096;
  ports = map toString ([ 53 ] ++ network.hostPorts);

  # The frames themselves: each container speaks with its own two addresses, by IPv4 and ARP, to the host alone.
  frames = ''
    table bridge voxnix
    delete table bridge voxnix
    table bridge voxnix {
      set ports { type ifname; }
      set addresses { type ifname . ether_addr . ipv4_addr; }
      chain from {
        type filter hook prerouting priority filter; policy accept;
        iifname @ports jump fence
      }
      chain fence {
        ether type ip iifname . ether saddr . ip saddr @addresses accept
        ether type arp iifname . ether saddr . arp saddr ip @addresses iifname . arp saddr ether . arp saddr ip @addresses accept
        drop
      }
      chain between {
        type filter hook forward priority filter; policy accept;
        iifname @ports oifname @ports drop
      }
    }
    include "/var/lib/voxnix/fence/*.nft"
  '';

  # What comes out of the bridge: a container reaches no service of the host's but these, on none of its addresses,
  # and no other container by way of the host. Answers pass.
  packets = ''
    table inet voxnix-host
    delete table inet voxnix-host
    table inet voxnix-host {
      chain input {
        type filter hook input priority filter - 5; policy accept;
        iifname "${network.bridge}" ct state new meta l4proto { tcp, udp } th dport { ${builtins.concatStringsSep ", " ports} } accept
        iifname "${network.bridge}" ct state new meta l4proto != icmp drop
      }
      chain forward {
        type filter hook forward priority filter - 5; policy accept;
        ${
          if network.reachPrivateNetworks then
            ""
          else
            ''iifname "${network.bridge}" oifname "${network.bridge}" ct state new drop''
        }
      }
    }
  '';

  # The host counts connections in one table for all: nobody's may fill it. Not every kernel can count them.
  connections = ''
    table inet voxnix-connections
    delete table inet voxnix-connections
    table inet voxnix-connections {
      set open { type ipv4_addr; size 65535; flags dynamic; }
      chain bounded {
        ct state new add @open { ip saddr ct count over ${toString connectionsOfOne} } drop
      }
      chain input {
        type filter hook input priority filter - 4; policy accept;
        iifname "${network.bridge}" jump bounded
      }
      chain forward {
        type filter hook forward priority filter - 4; policy accept;
        iifname "${network.bridge}" jump bounded
      }
    }
  '';

  # As one argument of a line in a unit: systemd.syntax(7).
  argument = text: "'${builtins.replaceStrings [ "\n" "%" ] [ "\\n" "%%" ] text}'";
in
{
  description = "voxnix fence around the containers of ${network.bridge}";
  before = [
    "voxnix-bridge.service"
    "machines.target"
  ];
  wantedBy = [ "multi-user.target" ];
  requiresMountsFor = [ "/var/lib/voxnix" ];
  serviceConfig = {
    Type = "oneshot";
    RemainAfterExit = true;
    # One transaction each: a second start leaves no moment without rules.
    ExecStart = [
      "${paths.nft} ${argument frames}"
      "${paths.nft} ${argument packets}"
      "-${paths.nft} ${argument connections}"
    ];
  };
}
