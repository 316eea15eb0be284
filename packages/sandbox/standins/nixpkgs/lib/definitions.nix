# From the definitions of one option to its value: conditions, priorities, order, type.
{ lib }:
let
  inherit (builtins)
    concatMap
    filter
    foldl'
    sort
    ;

  kind = value: value._type or null;

  # [{ file, value }] without mkMerge and mkIf; what a false condition guards is never looked at.
  discharge =
    def:
    let
      again = value: discharge (def // { inherit value; });
    in
    if kind def.value == "merge" then
      concatMap again def.value.contents
    else if kind def.value == "if" then
      if def.value.condition then again def.value.content else [ ]
    else if kind def.value == "override" || kind def.value == "order" then
      map (
        inner:
        inner
        // {
          value = def.value // {
            content = inner.value;
          };
        }
      ) (again def.value.content)
    else
      [ def ];

  # mkDefault (mkAfter x) and mkAfter (mkDefault x) both: the wrappers in, the marks beside the value out.
  unwrap =
    def:
    if kind def.value == "override" then
      unwrap (
        def
        // {
          inherit (def.value) priority;
          value = def.value.content;
        }
      )
    else if kind def.value == "order" then
      unwrap (
        def
        // {
          inherit (def.value) order;
          value = def.value.content;
        }
      )
    else
      {
        priority = 100;
        order = 1000;
      }
      // def;

  strongest =
    defs: foldl' (least: def: if def.priority < least then def.priority else least) 9999 defs;

  shown =
    def:
    let
      value = builtins.tryEval (builtins.toJSON def.value);
    in
    "- In `${def.file}'${
      if builtins.isFunction def.value || !value.success then "" else ": ${value.value}"
    }";
in
rec {
  showDefinitions = lib.concatMapStringsSep "\n" shown;

  # { isDefined, value } of an option of that type, found at loc.
  mergeDefinitions =
    loc: type: defs:
    let
      all = map unwrap (concatMap discharge defs);
      kept = filter (def: def.priority == strongest all) all;
      ordered = sort (a: b: a.order < b.order) kept;
      wrong = filter (def: !type.check def.value) ordered;
    in
    {
      isDefined = all != [ ];
      value =
        if all == [ ] then
          type.emptyValue
            or (throw "The option `${lib.showOption loc}' was accessed but has no value defined. Try setting the option.")
        else if wrong != [ ] then
          throw ''
            A definition for option `${lib.showOption loc}' is not of type `${type.description}'. Definition values:
            ${showDefinitions wrong}''
        else
          type.merge loc ordered;
    };

  # For types that cannot be merged: definitions may be repeated, not contradicted.
  mergeEqual =
    loc: defs:
    let
      first = (builtins.head defs).value;
    in
    if builtins.all (def: def.value == first) defs then
      first
    else
      throw "The option `${lib.showOption loc}' has conflicting definition values:\n${showDefinitions defs}";
  mergeOne =
    loc: defs:
    if builtins.length defs == 1 then
      (builtins.head defs).value
    else
      throw "The option `${lib.showOption loc}' is defined more than once:\n${showDefinitions defs}";
}
