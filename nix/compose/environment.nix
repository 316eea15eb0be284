# Environment variables for whoever works in the container: in login shells, and in what the executor runs in
# it. Values may be secrets. They come as systemd credentials and go into two files below /run that only root
# reads, so that they are never part of an image:
#   /run/voxnix/env        NAME="value" as both systemd (EnvironmentFile=) and sh read it
#   /run/voxnix/env.fish   the same for fish
{
  config,
  lib,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.containerEnvironment;
  any = cfg.variables != { } || cfg.secrets != { };

  load = ''
    if [ -r /run/voxnix/env ]; then
      set -a
      . /run/voxnix/env
      set +a
    fi
  '';
in
{
  options.containerEnvironment = {
    variables = mkOption {
      type = types.attrsOf types.str;
      default = { };
      description = "Variables and their values.";
    };
    secrets = mkOption {
      type = types.attrsOf types.str;
      default = { };
      description = "Variables and the ids of the credentials that hold their values.";
    };
  };

  config = lib.mkIf any {
    systemd.services.voxnix-environment = {
      description = "Environment variables, some of them secret";
      wantedBy = [ "multi-user.target" ];
      before = [ "multi-user.target" ];
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        RuntimeDirectory = "voxnix";
        RuntimeDirectoryMode = "0700";
        UMask = "0277";
        LoadCredential = lib.attrValues cfg.secrets;
      };
      script = ''
        backslash='\'
        # Before each of the characters $2 in $1 a backslash.
        escaped() {
          local text=$1 rest=$2 character
          while [ -n "$rest" ]; do
            character=''${rest:0:1} rest=''${rest:1}
            text=''${text//"$character"/"$backslash$character"}
          done
          printf %s "$text"
        }
        variable() {
          printf '%s="%s"\n' "$1" "$(escaped "$2" '\"$`')" >&3
          printf "set -gx %s '%s'\n" "$1" "$(escaped "$2" "\\'")" >&4
        }
        cd /run/voxnix
        rm -f env.new env.fish.new
        exec 3> env.new 4> env.fish.new
        ${lib.concatLines (
          lib.mapAttrsToList (name: value: "variable ${name} ${lib.escapeShellArg value}") cfg.variables
        )}
        ${lib.concatLines (
          lib.mapAttrsToList (name: id: ''
            value=$(cat "$CREDENTIALS_DIRECTORY/${id}")
            variable ${name} "$value"
          '') cfg.secrets
        )}
        mv env.new env
        mv env.fish.new env.fish
      '';
    };

    programs = {
      bash = {
        loginShellInit = load;
        interactiveShellInit = load;
      };
      zsh.shellInit = load;
      fish.shellInit = ''
        test -r /run/voxnix/env.fish; and source /run/voxnix/env.fish
      '';
    };
  };
}
