# From a tree of option declarations and the definitions for it, [{ file, value }], to
#   { config, options, unknown }
# where unknown are the definitions that have no option.
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    isAttrs
    mapAttrs
    ;
  inherit (lib.options) mergeDefinitions showDefinitions;

  # Conditions and priorities around a set apply to what is in it.
  spread =
    def:
    let
      kind = def.value._type or null;
      inner = spread (def // { value = def.value.content; });
      around = wrap: map (one: one // { value = mapAttrs (_: wrap) one.value; }) inner;
    in
    if kind == "merge" then
      concatMap (value: spread (def // { inherit value; })) def.value.contents
    else if kind == "if" then
      around (lib.mkIf def.value.condition)
    else if kind == "override" then
      around (lib.mkOverride def.value.priority)
    else if kind == "order" then
      around (lib.mkOrder def.value.order)
    else
      [ def ];

  leaf =
    loc: option: defs:
    let
      fallback = lib.optional (option ? default) {
        file = "the option's default";
        value = lib.mkOptionDefault option.default;
      };
      merged = mergeDefinitions loc (option.type or lib.types.unspecified) (defs ++ fallback);
    in
    {
      config = (option.apply or lib.id) merged.value;
      options = option // {
        inherit (merged) isDefined value;
        inherit loc;
      };
      unknown = [ ];
    };

  branch =
    loc: tree: defs:
    let
      sets = concatMap spread defs;
      notSets = filter (def: !isAttrs def.value) sets;
      of =
        name: map (def: def // { value = def.value.${name}; }) (filter (def: def.value ? ${name}) sets);

      nodes = mapAttrs (
        name: node: (if lib.isOption node then leaf else branch) (loc ++ [ name ]) node (of name)
      ) tree;
      strangers = filter (name: !tree ? ${name}) (lib.collectNames (map (def: def.value) sets));
    in
    if notSets != [ ] then
      throw ''
        `${lib.showOption loc}' is a group of options, not an option. Definition values:
        ${showDefinitions notSets}''
    else
      {
        config = mapAttrs (_: node: node.config) nodes;
        options = mapAttrs (_: node: node.options) nodes;
        unknown =
          map (name: {
            loc = loc ++ [ name ];
            defs = of name;
          }) strangers
          ++ concatMap (name: nodes.${name}.unknown) (attrNames nodes);
      };
in
branch
