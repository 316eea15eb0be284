# Declares voxnix.<module>.<setting> from what the module's about.nix says of it, so that the types
# that Nix checks and the ones that the executor checks have one source.
{ name, about }:
{ lib, ... }:
let
  inherit (lib) types;

  base =
    key: setting:
    {
      string = text setting;
      integer =
        if setting ? min && setting ? max then types.ints.between setting.min setting.max else types.int;
      boolean = types.bool;
      enum = types.enum setting.values;
      strings = types.listOf (text setting);
      strings-map = named setting (text setting);
      # Not a value, and not even the secret's name: the id of the systemd credential that will hold it.
      secret = types.enum [ "${name}.${key}" ];
      secret-map = named setting (types.strMatching "${name}\\.${key}\\..*");
    }
    .${setting.type};

  text =
    setting:
    let
      any = if setting ? pattern then matching setting.pattern else types.str;
    in
    if setting ? maxLength then short any setting.maxLength else any;

  # As strMatching, told in one line whatever the pattern.
  matching =
    pattern:
    types.strMatching pattern
    // {
      description = "string matching ${builtins.toJSON pattern}";
    };

  short =
    type: longest:
    types.addCheck type (text: builtins.stringLength text <= longest)
    // {
      description = "${type.description}, at most ${toString longest} characters";
    };

  # A set whose names match keyPattern.
  named =
    setting: type:
    types.addCheck (types.attrsOf type) (
      set: builtins.all (key: builtins.match setting.keyPattern key != null) (builtins.attrNames set)
    )
    // {
      description = "set of ${type.description}, with names matching ${builtins.toJSON setting.keyPattern}";
    };
in
{
  options.voxnix.${name} = builtins.mapAttrs (
    key: setting:
    lib.mkOption (
      let
        type = base key setting;
      in
      {
        inherit (setting) description;
        type = if setting.default == null && !setting.required then types.nullOr type else type;
      }
      // (if setting.required then { } else { inherit (setting) default; })
    )
  ) about.settings;
}
