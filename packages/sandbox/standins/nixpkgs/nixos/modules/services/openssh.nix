{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.openssh;
  shown = value: if builtins.isBool value then (if value then "yes" else "no") else toString value;
  programs = "${pkgs.openssh}/usr";

  settings = {
    # Debian's sshd would ask a PAM that nobody has set up.
    UsePAM = false;
    Port = cfg.ports;
    HostKey = map (key: key.path) cfg.hostKeys;
    AuthorizedKeysFile = "%h/.ssh/authorized_keys /etc/ssh/authorized_keys.d/%u";
    Subsystem = "sftp internal-sftp";
    PidFile = "none";
  }
  // cfg.settings;
  text = lib.concatStrings (
    lib.mapAttrsToList (
      name: value: lib.concatMapStrings (one: "${name} ${shown one}\n") (lib.toList value)
    ) settings
  );

  keyed = lib.filterAttrs (_: user: user.openssh.authorizedKeys.keys != [ ]) config.users.users;
in
{
  options.services.openssh = {
    enable = lib.mkEnableOption "sshd";
    ports = mkOption {
      type = types.listOf types.port;
      default = [ 22 ];
    };
    settings = mkOption {
      type = types.attrsOf types.anything;
      default = { };
    };
    hostKeys = mkOption {
      type = types.listOf types.attrs;
      default = [
        {
          type = "ed25519";
          path = "/var/lib/ssh/ssh_host_ed25519_key";
        }
      ];
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ pkgs.openssh ];
    environment.etc = {
      "ssh/sshd_config".text = text;
    }
    // lib.mapAttrs' (
      name: user:
      lib.nameValuePair "ssh/authorized_keys.d/${name}" {
        text = lib.concatLines user.openssh.authorizedKeys.keys;
      }
    ) keyed;

    users.groups.sshd = { };
    users.users.sshd = {
      group = "sshd";
      isSystemUser = true;
      description = "SSH privilege separation user";
    };

    systemd.services.sshd = {
      description = "SSH Daemon";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      restartTriggers = [ config.environment.etc."ssh/sshd_config".source ];
      preStart = ''
        mkdir -p /var/lib/ssh
        ${lib.concatMapStrings (key: ''
          [ -s ${key.path} ] || ${programs}/bin/ssh-keygen -q -t ${key.type} -N "" -f ${key.path}
        '') cfg.hostKeys}
      '';
      serviceConfig = {
        Type = "exec";
        ExecStart = "/usr/sbin/sshd -D -e -f /etc/ssh/sshd_config";
        RuntimeDirectory = "sshd";
        RuntimeDirectoryMode = "0755";
        Restart = "always";
        KillMode = "process";
      };
    };
  };
}
