# What an admin on the host has at hand.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.services.voxnix;
in
{
  config = lib.mkIf cfg.enable {
    environment.systemPackages = [
      cfg.package.tools
      cfg.package.extraContainer
      pkgs.grpcurl
    ]
    ++ lib.optional cfg.agent.enable cfg.package.agent;
  };
}
