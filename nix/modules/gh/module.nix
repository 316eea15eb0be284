{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.gh;
in
{
  environment.systemPackages = [ pkgs.gh ];

  containerEnvironment.secrets = lib.mkIf (cfg.token != null) { GH_TOKEN = cfg.token; };

  # As `gh auth setup-git` would write it.
  programs.git.config.credential =
    lib.genAttrs [ "https://github.com" "https://gist.github.com" ]
      (_: {
        helper = "!${lib.getExe pkgs.gh} auth git-credential";
      });
}
