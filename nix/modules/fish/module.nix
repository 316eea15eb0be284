{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.fish;

  # In fish's single quotes only the backslash and the quote itself are special.
  quote = text: "'${lib.replaceStrings [ "\\" "'" ] [ "\\\\" "\\'" ] text}'";
in
{
  programs.fish = {
    enable = true;
    interactiveShellInit = lib.mkIf (cfg.greeting != null) ''
      set -g fish_greeting ${quote cfg.greeting}
    '';
  };

  users.users.root.shell = pkgs.fish;
}
