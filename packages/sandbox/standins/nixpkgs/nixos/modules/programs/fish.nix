{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.programs.fish;

  lines = mkOption {
    type = types.lines;
    default = "";
  };
  quote = value: "'${lib.escape [ "\\" "'" ] (toString value)}'";
in
{
  options.programs.fish = {
    enable = lib.mkEnableOption "fish";
    package = lib.mkPackageOption pkgs "fish" { };
    shellInit = lines;
    loginShellInit = lines;
    interactiveShellInit = lines;
    shellAliases = mkOption {
      type = types.attrsOf types.str;
      default = { };
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];

    environment.etc."fish/config.fish".text = ''
      ${lib.concatLines (
        lib.mapAttrsToList (name: value: "set -gx ${name} ${quote value}") config.environment.variables
      )}
      ${lib.optionalString config.environment.localBinInPath "set -gx PATH $HOME/.local/bin $PATH"}
      ${cfg.shellInit}
      status is-login; and begin
        ${cfg.loginShellInit}
      end
      status is-interactive; and begin
        ${lib.concatLines (
          lib.mapAttrsToList (name: value: "alias ${name} ${quote value}") cfg.shellAliases
        )}
        ${cfg.interactiveShellInit}
      end
      true
    '';
  };
}
