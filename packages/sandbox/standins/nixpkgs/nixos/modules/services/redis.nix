{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.redis;
  enabled = lib.filterAttrs (_: server: server.enable) cfg.servers;

  maybe =
    type:
    mkOption {
      type = types.nullOr type;
      default = null;
    };
  server.options = {
    enable = lib.mkEnableOption "this server";
    port = mkOption { type = types.port; };
    bind = maybe types.str;
    openFirewall = lib.mkEnableOption "its port";
    requirePassFile = maybe types.path;
    settings = mkOption {
      type = types.attrsOf (
        types.oneOf [
          types.str
          types.int
          types.bool
        ]
      );
      default = { };
    };
  };

  shown = value: if builtins.isBool value then (if value then "yes" else "no") else toString value;
  confOf =
    name: server:
    pkgs.writeText "redis.conf" (
      lib.concatStrings (
        lib.mapAttrsToList (key: value: "${key} ${shown value}\n") (
          {
            port = server.port;
            daemonize = "no";
            supervised = "systemd";
            dir = "/var/lib/redis-${name}";
          }
          // lib.optionalAttrs (server.bind != null) { inherit (server) bind; }
          // server.settings
        )
      )
    );
in
{
  options.services.redis = {
    package = lib.mkPackageOption pkgs "redis" { };
    vmOverCommit = lib.mkEnableOption "vm.overcommit_memory";
    servers = mkOption {
      type = types.attrsOf (types.submodule server);
      default = { };
    };
  };

  config = lib.mkIf (enabled != { }) {
    environment.systemPackages = [ cfg.package ];
    users.groups = lib.mapAttrs' (name: _: lib.nameValuePair "redis-${name}" { }) enabled;
    users.users = lib.mapAttrs' (
      name: _:
      lib.nameValuePair "redis-${name}" {
        group = "redis-${name}";
        isSystemUser = true;
      }
    ) enabled;

    systemd.services = lib.mapAttrs' (
      name: server:
      let
        conf = "/run/redis-${name}/nixos.conf";
      in
      lib.nameValuePair "redis-${name}" {
        description = "Redis Server - redis-${name}";
        wantedBy = [ "multi-user.target" ];
        after = [ "network.target" ];
        serviceConfig = {
          Type = "notify";
          # As root: the file is nobody else's.
          ExecStartPre =
            "+"
            + pkgs.writeShellScript "redis-${name}-prep-conf" ''
              touch ${conf}
              chown redis-${name}:redis-${name} ${conf}
              chmod 0600 ${conf}
              echo 'include ${confOf name server}' > ${conf}
              ${lib.optionalString (server.requirePassFile != null) ''
                echo "requirepass $(cat ${server.requirePassFile})" >> ${conf}
              ''}
            '';
          ExecStart = "${cfg.package}/bin/redis-server ${conf}";
          User = "redis-${name}";
          Group = "redis-${name}";
          RuntimeDirectory = "redis-${name}";
          RuntimeDirectoryMode = "0750";
          StateDirectory = "redis-${name}";
          StateDirectoryMode = "0700";
        };
      }
    ) enabled;
  };
}
