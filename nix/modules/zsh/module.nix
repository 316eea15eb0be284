{ config, pkgs, ... }:
let
  cfg = config.voxnix.zsh;
in
{
  programs.zsh = {
    enable = true;
    histSize = cfg.history;
    autosuggestions.enable = cfg.suggestions;
    syntaxHighlighting.enable = cfg.highlighting;
  };

  users.users.root.shell = pkgs.zsh;
}
