{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.tailscale;
in
{
  options.services.tailscale = {
    enable = lib.mkEnableOption "Tailscale";
    package = lib.mkPackageOption pkgs "tailscale" { };
    openFirewall = lib.mkEnableOption "its port";
    port = mkOption {
      type = types.port;
      default = 41641;
    };
    interfaceName = mkOption {
      type = types.str;
      default = "tailscale0";
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];

    # As the unit that tailscale brings along.
    systemd.services.tailscaled = {
      description = "Tailscale node agent";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      stopIfChanged = false;
      serviceConfig = {
        Type = "notify";
        ExecStart = "${cfg.package}/bin/tailscaled --state=/var/lib/tailscale/tailscaled.state --socket=/run/tailscale/tailscaled.sock --port=${toString cfg.port} --tun ${cfg.interfaceName}";
        # Its shell sends the notice by another program.
        NotifyAccess = "all";
        Restart = "on-failure";
        RuntimeDirectory = "tailscale";
        RuntimeDirectoryMode = "0755";
        StateDirectory = "tailscale";
        StateDirectoryMode = "0700";
      };
    };
  };
}
