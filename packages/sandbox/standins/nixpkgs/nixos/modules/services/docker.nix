{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.virtualisation.docker;

  # Debian chooses between two kinds of iptables when it installs them.
  iptables = pkgs.linkFarm "iptables" (
    map
      (name: {
        name = "bin/${name}";
        path = "/usr/sbin/xtables-nft-multi";
      })
      [
        "ip6tables"
        "ip6tables-save"
        "ip6tables-restore"
        "iptables"
        "iptables-save"
        "iptables-restore"
      ]
  );
in
{
  options = {
    boot.kernelModules = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
    };
    virtualisation.docker = {
      enable = lib.mkEnableOption "docker";
      package = lib.mkPackageOption pkgs "docker" { };
      autoPrune.enable = lib.mkEnableOption "a weekly docker system prune";
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    users.groups.docker = { };

    systemd.services.docker = {
      description = "Docker Application Container Engine";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      path = [
        iptables
        pkgs.iproute2
      ];
      serviceConfig = {
        Type = "notify";
        # Its helpers are looked for on PATH.
        ExecStart = "/usr/sbin/dockerd";
        Delegate = true;
        KillMode = "process";
        Restart = "always";
        RestartSec = 2;
        LimitNOFILE = 1048576;
        TasksMax = "infinity";
      };
    };
  };
}
