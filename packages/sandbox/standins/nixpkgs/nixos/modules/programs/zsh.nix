{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.programs.zsh;

  lines = mkOption {
    type = types.lines;
    default = "";
  };
  plugin = name: enabled: lib.optionalString enabled "source /usr/share/${name}/${name}.zsh\n";
in
{
  options.programs.zsh = {
    enable = lib.mkEnableOption "zsh";
    histSize = mkOption {
      type = types.int;
      default = 2000;
    };
    shellInit = lines;
    loginShellInit = lines;
    interactiveShellInit = lines;
    autosuggestions.enable = lib.mkEnableOption "zsh-autosuggestions";
    syntaxHighlighting.enable = lib.mkEnableOption "zsh-syntax-highlighting";
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [
      pkgs.zsh
    ]
    ++ lib.optional cfg.autosuggestions.enable pkgs.zsh-autosuggestions
    ++ lib.optional cfg.syntaxHighlighting.enable pkgs.zsh-syntax-highlighting;

    # Where Debian's zsh looks for what NixOS' has in /etc.
    environment.etc = {
      "zsh/zshenv".text = cfg.shellInit;
      "zsh/zprofile".text = ''
        emulate sh -c 'source /etc/profile'
        ${cfg.loginShellInit}
      '';
      "zsh/zshrc".text = ''
        HISTSIZE=${toString cfg.histSize}
        SAVEHIST=${toString cfg.histSize}
        HISTFILE=$HOME/.zsh_history
        autoload -U compinit && compinit
        ${plugin "zsh-autosuggestions" cfg.autosuggestions.enable}
        ${cfg.interactiveShellInit}
        ${plugin "zsh-syntax-highlighting" cfg.syntaxHighlighting.enable}
      '';
    };
  };
}
