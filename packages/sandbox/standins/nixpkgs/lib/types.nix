{ lib }:
let
  inherit (builtins)
    all
    concatMap
    filter
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isString
    mapAttrs
    match
    ;
  inherit (lib.options) mergeDefinitions mergeEqual mergeOne;

  mkType =
    description: check: rest:
    {
      _type = "option-type";
      name = description;
      inherit description check;
      merge = mergeEqual;
    }
    // rest;
  values = map (def: def.value);
  textual = value: isString value || (isAttrs value && value ? outPath);

  # The definitions of one attribute in definitions of sets.
  of =
    name: defs:
    map (def: def // { value = def.value.${name}; }) (filter (def: def.value ? ${name}) defs);
in
rec {
  bool = mkType "boolean" isBool { };
  int = mkType "signed integer" isInt { };
  float = mkType "floating point number" isFloat { };
  number = either int float;
  ints = rec {
    between =
      low: high:
      mkType "integer between ${toString low} and ${toString high} (both inclusive)" (
        value: isInt value && value >= low && value <= high
      ) { };
    positive = mkType "positive integer, meaning >0" (value: isInt value && value > 0) { };
    unsigned = mkType "unsigned integer, meaning >=0" (value: isInt value && value >= 0) { };
    u16 = between 0 65535;
  };
  port = ints.u16;

  str = mkType "string" isString { };
  singleLineStr = mkType "single-line string" (value: isString value && !lib.hasInfix "\n" value) { };
  nonEmptyStr = mkType "non-empty string" (value: isString value && value != "") { };
  strMatching =
    pattern:
    mkType "string matching the pattern ${pattern}" (
      value: isString value && match pattern value != null
    ) { };
  lines = separatedString "\n";
  commas = separatedString ",";
  envVar = separatedString ":";
  separatedString =
    separator:
    mkType "strings concatenated with ${builtins.toJSON separator}" isString {
      merge = _: defs: lib.concatStringsSep separator (values defs);
    };
  path = mkType "absolute path" (
    value: (textual value || builtins.isPath value) && lib.hasPrefix "/" (toString value)
  ) { };
  package = mkType "package" (value: lib.isDerivation value || lib.isStorePath value) {
    merge = mergeOne;
  };
  shellPackage = package;
  enum =
    choices:
    mkType "one of ${lib.concatMapStringsSep ", " builtins.toJSON choices}" (
      value: builtins.elem value choices
    ) { };

  raw = mkType "raw value" (_: true) { merge = mergeOne; };
  unspecified = mkType "unspecified value" (_: true) { merge = loc: defs: anything.merge loc defs; };
  attrs = mkType "attribute set" isAttrs {
    emptyValue = { };
    merge = _: defs: lib.mergeAttrsList (values defs);
  };
  anything = mkType "anything" (_: true) {
    merge =
      loc: defs:
      if all (def: isAttrs def.value && !lib.isDerivation def.value) defs then
        (attrsOf anything).merge loc defs
      else if all (def: isList def.value) defs then
        builtins.concatLists (values defs)
      else
        mergeEqual loc defs;
  };

  nullOr =
    type:
    mkType "null or ${type.description}" (value: value == null || type.check value) {
      merge =
        loc: defs:
        if all (def: def.value == null) defs then null else (mergeDefinitions loc type defs).value;
    };
  either =
    a: b:
    mkType "${a.description} or ${b.description}" (value: a.check value || b.check value) {
      merge = loc: defs: (if all (def: a.check def.value) defs then a else b).merge loc defs;
    };
  oneOf = choices: builtins.foldl' either (builtins.head choices) (builtins.tail choices);
  addCheck = type: also: type // { check = value: type.check value && also value; };

  listOf =
    type:
    mkType "list of ${type.description}" isList {
      emptyValue = [ ];
      merge =
        loc: defs:
        concatMap (
          def:
          concatMap (
            item:
            let
              merged = mergeDefinitions (loc ++ [ "[item]" ]) type [ (def // { value = item; }) ];
            in
            lib.optional merged.isDefined merged.value
          ) def.value
        ) defs;
    };
  attrsOf =
    type:
    mkType "attribute set of ${type.description}" isAttrs {
      emptyValue = { };
      merge =
        loc: defs:
        let
          merged = lib.genAttrs (lib.collectNames (values defs)) (
            name: mergeDefinitions (loc ++ [ name ]) type (of name defs)
          );
        in
        mapAttrs (_: one: one.value) (lib.filterAttrs (_: one: one.isDefined) merged);
    };
  lazyAttrsOf = attrsOf;

  submodule =
    module:
    mkType "submodule" (value: isAttrs value || lib.isFunction value || builtins.isPath value) {
      emptyValue = { };
      merge =
        loc: defs:
        (lib.evalModules {
          prefix = loc;
          specialArgs.name = lib.last loc;
          modules =
            lib.toList module
            ++ map (def: {
              _file = def.file;
              imports = [ def.value ];
            }) defs;
        }).config;
    };
}
