# Units as options, and as files in /etc/systemd/system.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.systemd;
  render = utils.systemdUtils.lib;

  units =
    lib.mapAttrsToList (_: service: {
      inherit (service)
        name
        enable
        wantedBy
        requiredBy
        ;
      inherit (render.serviceToUnit service) text;
    }) cfg.services
    ++ lib.mapAttrsToList (_: target: {
      inherit (target)
        name
        enable
        wantedBy
        requiredBy
        ;
      inherit (render.targetToUnit target) text;
    }) cfg.targets;

  links =
    unit: relation: others:
    map (
      other:
      lib.nameValuePair "systemd/system/${other}.${relation}/${unit.name}" {
        source = "/etc/systemd/system/${unit.name}";
      }
    ) others;
  files =
    unit:
    [
      (lib.nameValuePair "systemd/system/${unit.name}" {
        # An empty file masks a unit as /dev/null does.
        text = lib.optionalString unit.enable unit.text;
      })
    ]
    ++ lib.optionals unit.enable (
      links unit "wants" unit.wantedBy ++ links unit "requires" unit.requiredBy
    );
in
{
  options.systemd = {
    package = lib.mkPackageOption pkgs "systemd" { };
    services = mkOption {
      type = utils.systemdUtils.types.services;
      default = { };
    };
    targets = mkOption {
      type = utils.systemdUtils.types.targets;
      default = { };
    };
    globalEnvironment = mkOption {
      type = types.attrsOf types.str;
      default = { };
    };
  };

  config.environment.etc = lib.listToAttrs (lib.concatMap files units);
}
