# Merges modules: { modules, specialArgs?, prefix? } -> { config, options }.
{ lib }:
{
  modules,
  specialArgs ? { },
  prefix ? [ ],
}:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    isAttrs
    mapAttrs
    ;
  inherit (lib.options) mergeDefinitions showDefinitions;

  internal = {
    _file = "the module system";
    options._module.args = lib.mkOption {
      type = lib.types.lazyAttrsOf lib.types.raw;
      default = { };
    };
  };

  # Every module once, with those that it imports.
  loaded = map (item: item.module) (
    builtins.genericClosure {
      startSet = lib.imap0 (index: keyed "<unknown-file>" "module ${toString index}") ([ internal ] ++ modules);
      operator =
        item: lib.imap0 (index: keyed item.module.file "${item.key}, import ${toString index}") item.module.imports;
    }
  );
  isFile = module: builtins.isPath module || builtins.isString module;
  keyed =
    importer: position: module:
    if isFile module then
      {
        key = toString module;
        module = load (toString module) (import module);
      }
    else
      {
        key = position;
        module = load importer module;
      };

  load =
    importer: module:
    let
      body = if lib.isFunction module then module (argumentsOf module) else module;
      long = body ? config || body ? options;
    in
    {
      file = body._file or importer;
      imports = body.imports or [ ];
      options = body.options or { };
      config =
        if long then
          body.config or { }
        else
          removeAttrs body [
            "_file"
            "imports"
            "key"
          ];
    };
  # What a module's function asks for by name, from specialArgs or from _module.args.
  argumentsOf =
    f:
    let
      given = specialArgs // {
        inherit lib options;
        config = declared.config;
      };
    in
    given // mapAttrs (name: _: given.${name} or declared.config._module.args.${name}) (lib.functionArgs f);

  # The tree of option declarations.
  declarations =
    loc: trees:
    lib.genAttrs (lib.collectNames trees) (
      name:
      let
        here = loc ++ [ name ];
        found = map (tree: tree.${name}) (filter (tree: tree ? ${name}) trees);
      in
      if builtins.any lib.isOption found then
        if builtins.length found > 1 then
          throw "The option `${lib.showOption here}' is declared more than once."
        else
          builtins.head found
      else
        declarations here found
    );

  # Conditions and priorities around a set apply to what is in it.
  spread =
    def:
    let
      around = wrap: map (inner: inner // { value = mapAttrs (_: wrap) inner.value; }) (spread (def // { value = def.value.content; }));
      kind = def.value._type or null;
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

  # { config, options, unknown } of a tree of declarations; unknown are the definitions without an option.
  resolve =
    loc: tree: defs:
    let
      sets = concatMap spread defs;
      notSets = filter (def: !isAttrs def.value) sets;
      of = name: map (def: def // { value = def.value.${name}; }) (filter (def: def.value ? ${name}) sets);
      at = name: loc ++ [ name ];

      leaf =
        name: option:
        let
          fallback = lib.optional (option ? default) {
            file = "the option's default";
            value = lib.mkOptionDefault option.default;
          };
          merged = mergeDefinitions (at name) (option.type or lib.types.unspecified) (of name ++ fallback);
        in
        {
          config = (option.apply or lib.id) merged.value;
          options = option // {
            inherit (merged) isDefined value;
            loc = at name;
          };
          unknown = [ ];
        };
      branches = mapAttrs (
        name: node: if lib.isOption node then leaf name node else resolve (at name) node (of name)
      ) tree;
      strangers = filter (name: !tree ? ${name}) (lib.collectNames (map (def: def.value) sets));
    in
    if notSets != [ ] then
      throw "`${lib.showOption loc}' is a group of options, not an option. Definition values:\n${showDefinitions notSets}"
    else
      {
        config = mapAttrs (_: branch: branch.config) branches;
        options = mapAttrs (_: branch: branch.options) branches;
        unknown =
          map (name: {
            loc = at name;
            defs = of name;
          }) strangers
          ++ concatMap (name: branches.${name}.unknown) (attrNames branches);
      };

  options = declared.options;
  declared = resolve prefix (declarations prefix (map (module: module.options) loaded)) (
    map (module: {
      inherit (module) file;
      value = module.config;
    }) loaded
  );

  # A definition under a false condition does not count.
  astray = filter (stray: stray.live != [ ]) (
    map (stray: stray // { live = lib.options.live stray.defs; }) declared.unknown
  );
  first = builtins.head astray;
in
{
  inherit options;
  config =
    if astray != [ ] then
      throw "The option `${lib.showOption first.loc}' does not exist. Definition values:\n${showDefinitions first.live}"
    else
      removeAttrs declared.config [ "_module" ];
}
