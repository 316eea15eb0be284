# Merges modules: { modules, specialArgs?, prefix? } -> { config, options }.
{ lib }:
{
  modules,
  specialArgs ? { },
  prefix ? [ ],
}:
let
  inherit (builtins) filter head mapAttrs;

  internal = {
    _file = "the module system";
    options._module.args = lib.mkOption {
      type = lib.types.lazyAttrsOf lib.types.raw;
      default = { };
    };
  };

  # What a module's function asks for by name, from specialArgs or from _module.args.
  argumentsOf =
    f:
    let
      given = specialArgs // {
        inherit lib;
        inherit (resolved) config options;
      };
    in
    given
    // mapAttrs (name: _: given.${name} or resolved.config._module.args.${name}) (lib.functionArgs f);

  # The tree of option declarations.
  declarations =
    loc: trees:
    lib.genAttrs (lib.collectNames trees) (
      name:
      let
        here = loc ++ [ name ];
        found = map (tree: tree.${name}) (filter (tree: tree ? ${name}) trees);
      in
      if !builtins.any lib.isOption found then
        declarations here found
      else if builtins.length found == 1 then
        head found
      else
        throw "The option `${lib.showOption here}' is declared more than once."
    );

  loaded = import ./load.nix { inherit lib argumentsOf; } ([ internal ] ++ modules);
  tree = declarations prefix (map (module: module.options) loaded);
  resolved = import ./resolve.nix { inherit lib; } prefix tree (
    map (module: {
      inherit (module) file;
      value = module.config;
    }) loaded
  );

  # As in nixpkgs, also under a condition that does not hold.
  inherit (resolved) unknown;
in
{
  inherit (resolved) options;
  config =
    if unknown == [ ] then
      removeAttrs resolved.config [ "_module" ]
    else
      throw ''
        The option `${lib.showOption (head unknown).loc}' does not exist. Definition values:
        ${lib.options.showDefinitions (head unknown).defs}'';
}
