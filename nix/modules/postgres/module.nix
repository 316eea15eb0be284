{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.postgres;
  open = cfg.password != null;
  programs = config.services.postgresql.package;
in
{
  services.postgresql = {
    enable = true;
    enableTCPIP = open;
    ensureDatabases = [ cfg.database ];
    ensureUsers = [
      {
        name = cfg.database;
        ensureDBOwnership = true;
        ensureClauses.login = true;
      }
      {
        # Whoever is root in the container is the server's administrator: `psql app` just works.
        name = "root";
        ensureClauses.superuser = true;
      }
    ];
    authentication = lib.mkIf open ''
      host all all all scram-sha-256
    '';
  };

  systemd.services.postgresql-password = lib.mkIf open {
    description = "The password of the role ${cfg.database}";
    wantedBy = [ "multi-user.target" ];
    after = [ "postgresql-setup.service" ];
    requires = [ "postgresql-setup.service" ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      User = "postgres";
      Group = "postgres";
      LoadCredential = [ cfg.password ];
    };
    # Read by psql itself, so that the password is on no command line.
    script = ''
      ${programs}/bin/psql -q -d postgres -v ON_ERROR_STOP=1 <<'END'
      \set password `cat "$CREDENTIALS_DIRECTORY/${cfg.password}"`
      ALTER ROLE "${cfg.database}" PASSWORD :'password';
      END
    '';
  };

  networking.firewall.allowedTCPPorts = lib.mkIf open [ 5432 ];

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-postgres" ''
      if answer=$(${programs}/bin/psql -tA -d ${lib.escapeShellArg cfg.database} -c "select current_setting('server_version')" 2>&1); then
        echo "PostgreSQL $answer has the database ${cfg.database}"
      else
        echo "does not answer: $answer"
        exit 1
      fi
    '')
  ];
}
