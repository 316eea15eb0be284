# Variables as systemd takes them: null leaves one out, and % would be read as a specifier.
variables:
let
  given = builtins.filter (name: variables.${name} != null) (builtins.attrNames variables);
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = builtins.replaceStrings [ "%" ] [ "%%" ] (toString variables.${name});
  }) given
)
