{ config, pkgs, ... }:
let
  cfg = config.voxnix.node;
in
{
  environment = {
    systemPackages = [
      (if cfg.version == null then pkgs.nodejs else pkgs."nodejs_${cfg.version}")
    ];

    # Node's own folder cannot be written to: `npm install -g` goes to ~/.local, which is searched for programs.
    variables.NPM_CONFIG_PREFIX = "/root/.local";
    localBinInPath = true;
  };
}
