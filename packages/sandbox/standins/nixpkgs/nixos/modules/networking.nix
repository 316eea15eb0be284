# The container's address is the host side's to set; what is left is the way out.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.networking;
  out = cfg.defaultGateway.interface;

  gateway.options = {
    address = mkOption { type = types.str; };
    interface = mkOption {
      type = types.nullOr types.str;
      default = null;
    };
  };
  interface = {
    options.useDHCP = mkOption {
      type = types.nullOr types.bool;
      default = null;
    };
  };
in
{
  options.networking = {
    hostName = mkOption {
      type = types.str;
      default = "nixos";
    };
    useDHCP = mkOption {
      type = types.bool;
      default = true;
    };
    interfaces = mkOption {
      type = types.attrsOf (types.submodule interface);
      default = { };
    };
    # The stand-in's containers have no firewall.
    firewall = {
      allowedTCPPorts = mkOption {
        type = types.listOf types.port;
        default = [ ];
      };
      allowedUDPPorts = mkOption {
        type = types.listOf types.port;
        default = [ ];
      };
    };
    defaultGateway = mkOption {
      type = types.nullOr (types.submodule gateway);
      default = null;
    };
  };

  config = lib.mkMerge [
    {
      environment.etc.hosts.text = ''
        127.0.0.1 localhost
        ::1 localhost
      '';
      assertions = [
        {
          assertion = !cfg.useDHCP;
          message = "networking.useDHCP: the nixpkgs stand-in has no DHCP client.";
        }
      ];
    }
    (lib.mkIf (cfg.hostName != "") { environment.etc.hostname.text = cfg.hostName + "\n"; })
    # As in NixOS, the gateway belongs to an interface that is declared.
    (lib.mkIf (cfg.defaultGateway != null && cfg.interfaces ? ${toString out}) {
      systemd.services."network-addresses-${out}" = {
        description = "Address configuration of ${out}";
        wantedBy = [ "multi-user.target" ];
        before = [ "network.target" ];
        path = [ pkgs.iproute2 ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
        };
        script = ''
          ip link set dev ${out} up
          ip route replace default via ${cfg.defaultGateway.address} dev ${out} proto static
        '';
      };
    })
  ];
}
