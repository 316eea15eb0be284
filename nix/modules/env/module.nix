{ config, lib, ... }:
let
  cfg = config.voxnix.env;
  both = lib.intersectLists (lib.attrNames cfg.variables) (lib.attrNames cfg.secrets);
in
{
  containerEnvironment = { inherit (cfg) variables secrets; };

  assertions = [
    {
      assertion = both == [ ];
      message = "voxnix: env: ${toString both} is set both in env.variables and in env.secrets";
    }
  ];
}
