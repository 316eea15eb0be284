# Declares voxnix.<module>.<setting> from what the module's about.nix says of it, so that the types
# that Nix checks and the ones that the executor checks have one source.
{ name, about }:
{ lib, ... }:
let
  inherit (lib) types;

  base =
    setting:
    {
      string = if setting ? pattern then matching setting.pattern else types.str;
      integer =
        if setting ? min && setting ? max then types.ints.between setting.min setting.max else types.int;
      boolean = types.bool;
      enum = types.enum setting.values;
      strings = types.listOf types.str;
    }
    .${setting.type};

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

  typeOf =
    setting:
    let
      bounded = if setting ? maxLength then short (base setting) setting.maxLength else base setting;
    in
    if setting.default == null then types.nullOr bounded else bounded;
in
{
  options.voxnix.${name} = builtins.mapAttrs (
    _: setting:
    lib.mkOption {
      type = typeOf setting;
      inherit (setting) default description;
    }
  ) about.settings;
}
