{ config, lib, ... }:
let
  cfg = config.voxnix.git;
in
{
  programs.git = {
    enable = true;
    config = {
      init.defaultBranch = cfg.defaultBranch;
      user = lib.filterAttrs (_: value: value != null) {
        name = cfg.userName;
        email = cfg.userEmail;
      };
    };
  };
}
