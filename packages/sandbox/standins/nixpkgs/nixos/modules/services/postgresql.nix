{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.postgresql;
  data = "/var/lib/postgresql/17";

  role.options = {
    name = mkOption { type = types.str; };
    ensureDBOwnership = lib.mkEnableOption "ownership of the database of that name";
    ensureClauses = mkOption {
      type = types.attrsOf types.bool;
      default = { };
    };
  };
  roleSql =
    role:
    ''
      psql -tAc "SELECT 1 FROM pg_roles WHERE rolname = '${role.name}'" | grep -q 1 || psql -tAc 'CREATE USER "${role.name}"'
    ''
    + lib.concatStrings (
      lib.mapAttrsToList (clause: on: ''
        psql -tAc 'ALTER ROLE "${role.name}" ${if on then "" else "NO"}${clause}'
      '') role.ensureClauses
    )
    + lib.optionalString role.ensureDBOwnership ''
      psql -tAc 'ALTER DATABASE "${role.name}" OWNER TO "${role.name}"'
    '';

  conf = pkgs.writeText "postgresql.conf" ''
    hba_file = '${pkgs.writeText "pg_hba.conf" cfg.authentication}'
    listen_addresses = '${if cfg.enableTCPIP then "*" else "localhost"}'
    unix_socket_directories = '/run/postgresql'
    log_destination = 'stderr'
  '';
in
{
  options.services.postgresql = {
    enable = lib.mkEnableOption "PostgreSQL";
    package = lib.mkPackageOption pkgs "postgresql" { };
    enableTCPIP = lib.mkEnableOption "connections over the network";
    authentication = mkOption {
      type = types.lines;
      default = "";
    };
    ensureDatabases = mkOption {
      type = types.listOf types.str;
      default = [ ];
    };
    ensureUsers = mkOption {
      type = types.listOf (types.submodule role);
      default = [ ];
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    services.postgresql.authentication = lib.mkAfter ''
      local all all peer
      host all all 127.0.0.1/32 md5
      host all all ::1/128 md5
    '';

    users.groups.postgres.gid = 71;
    users.users.postgres = {
      uid = 71;
      group = "postgres";
      isSystemUser = true;
      home = "/var/lib/postgresql";
      shell = "/bin/sh";
    };

    systemd.targets.postgresql = {
      description = "PostgreSQL";
      wantedBy = [ "multi-user.target" ];
      requires = [
        "postgresql.service"
        "postgresql-setup.service"
      ];
    };
    systemd.services = {
      postgresql = {
        description = "PostgreSQL Server";
        after = [ "network.target" ];
        environment.PGDATA = data;
        preStart = ''
          if ! test -e ${data}/PG_VERSION; then
            rm -f ${data}/*.conf
            initdb -U postgres --locale=C.UTF-8
          fi
          ln -sfn ${conf} ${data}/postgresql.conf
        '';
        path = [ cfg.package ];
        serviceConfig = {
          Type = "notify";
          ExecStart = "${cfg.package}/bin/postgres";
          ExecReload = "/bin/kill -HUP $MAINPID";
          User = "postgres";
          Group = "postgres";
          RuntimeDirectory = "postgresql";
          StateDirectory = "postgresql postgresql/17";
          StateDirectoryMode = "0750";
          KillSignal = "SIGINT";
          KillMode = "mixed";
          Restart = "always";
        };
      };
      postgresql-setup = {
        description = "PostgreSQL Setup Scripts";
        requires = [ "postgresql.service" ];
        after = [ "postgresql.service" ];
        path = [ cfg.package ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          User = "postgres";
          Group = "postgres";
        };
        script = ''
          ${lib.concatMapStrings (database: ''
            psql -tAc "SELECT 1 FROM pg_database WHERE datname = '${database}'" | grep -q 1 || psql -tAc 'CREATE DATABASE "${database}"'
          '') cfg.ensureDatabases}
          ${lib.concatMapStrings roleSql cfg.ensureUsers}
        '';
      };
    };
  };
}
