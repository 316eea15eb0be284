# What systemd.services.<name> and its relatives hold.
{ lib, pkgs }:
let
  inherit (lib) mkOption types;

  of =
    type: default:
    mkOption {
      inherit type default;
    };
  names = of (types.listOf types.str) [ ];
  directive =
    with types;
    oneOf [
      bool
      int
      path
      str
      (listOf (oneOf [
        bool
        int
        path
        str
      ]))
    ];
  # A directive that is said twice is a list in systemd's files.
  section = types.attrsOf (
    directive
    // {
      merge =
        loc: defs:
        if builtins.length defs > 1 && builtins.all (def: lib.isList def.value) defs then
          lib.concatMap (def: def.value) defs
        else
          lib.options.mergeEqual loc defs;
    }
  );

  unit = {
    options = {
      # The whole name, as in its file's.
      name = mkOption { type = types.str; };
      enable = of types.bool true;
      description = of types.str "";
      after = names;
      before = names;
      bindsTo = names;
      conflicts = names;
      partOf = names;
      requires = names;
      wants = names;
      requiredBy = names;
      wantedBy = names;
      restartTriggers = of (types.listOf types.unspecified) [ ];
      unitConfig = of section { };
    };
  };
  target =
    { name, ... }:
    {
      imports = [ unit ];
      config.name = "${name}.target";
    };
  service =
    { name, ... }:
    {
      imports = [ unit ];
      options = {
        environment = of (types.attrsOf (types.nullOr (types.either types.str types.path))) { };
        path = of (types.listOf (
          types.oneOf [
            types.package
            types.str
          ]
        )) [ ];
        serviceConfig = of section { };
        enableStrictShellChecks = of types.bool false;
        restartIfChanged = of types.bool true;
        stopIfChanged = of types.bool true;
        preStart = of types.lines "";
        script = of types.lines "";
        postStart = of types.lines "";
        preStop = of types.lines "";
        postStop = of types.lines "";
      };
      config.name = "${name}.service";
      # Also what nixpkgs gives every service.
      config.path = lib.mkAfter [
        pkgs.coreutils
        pkgs.systemd
      ];
    };
in
{
  services = types.attrsOf (types.submodule service);
  targets = types.attrsOf (types.submodule target);
}
