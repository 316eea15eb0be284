{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.code-server;
  text =
    default:
    mkOption {
      type = types.str;
      inherit default;
    };
in
{
  options.services.code-server = {
    enable = lib.mkEnableOption "code-server";
    package = lib.mkPackageOption pkgs "code-server" { };
    host = text "localhost";
    user = text "code-server";
    group = text "code-server";
    port = mkOption {
      type = types.port;
      default = 4444;
    };
    auth = mkOption {
      type = types.enum [
        "none"
        "password"
      ];
      default = "password";
    };
    disableTelemetry = lib.mkEnableOption "no telemetry";
    disableUpdateCheck = lib.mkEnableOption "no look for updates";
    extraArguments = mkOption {
      type = types.listOf types.str;
      default = [ ];
    };
  };

  config = lib.mkIf cfg.enable {
    systemd.services.code-server = {
      description = "Code server";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      environment.HASHED_PASSWORD = "";
      serviceConfig = {
        ExecStart = lib.concatStringsSep " " (
          [
            "${lib.getExe cfg.package}"
            "--auth=${cfg.auth}"
            "--bind-addr=${cfg.host}:${toString cfg.port}"
          ]
          ++ lib.optional cfg.disableTelemetry "--disable-telemetry"
          ++ lib.optional cfg.disableUpdateCheck "--disable-update-check"
          ++ [ (lib.escapeShellArgs cfg.extraArguments) ]
        );
        User = cfg.user;
        Group = cfg.group;
        RuntimeDirectory = cfg.user;
        Restart = "on-failure";
      };
    };
  };
}
