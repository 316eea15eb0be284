{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.code-server;
in
{
  services.code-server = {
    enable = true;
    host = "0.0.0.0";
    inherit (cfg) port;
    auth = "password";
    # The files of the workspace are root's, as all in the container.
    user = "root";
    group = "root";
    disableTelemetry = true;
    disableUpdateCheck = true;
    extraArguments = [ config.voxnix.workspace.mountPoint ];
  };

  # code-server takes its password from a variable only. systemd reads the file anew before each program of
  # the unit, so what the first one writes the second one has.
  systemd.services.code-server = {
    serviceConfig = {
      LoadCredential = [ cfg.password ];
      # NixOS names it after the user.
      RuntimeDirectory = lib.mkForce [ "code-server" ];
      RuntimeDirectoryMode = "0700";
      EnvironmentFile = "-/run/code-server/env";
    };
    preStart = ''
      umask 0077
      password=$(cat "$CREDENTIALS_DIRECTORY/${cfg.password}")
      # In double quotes systemd takes a backslash before these for what it is.
      password=''${password//\\/\\\\}
      password=''${password//\"/\\\"}
      password=''${password//\$/\\\$}
      password=''${password//\`/\\\`}
      printf 'PASSWORD="%s"\n' "$password" > /run/code-server/env
    '';
  };

  networking.firewall.allowedTCPPorts = [ cfg.port ];

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-code-server" ''
      if (exec 3<> /dev/tcp/127.0.0.1/${toString cfg.port}) 2> /dev/null; then
        echo "answers on port ${toString cfg.port}"
      else
        echo "does not answer on port ${toString cfg.port}; see: journalctl -u code-server"
        exit 1
      fi
    '')
  ];
}
