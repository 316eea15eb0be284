{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    foldl'
    isAttrs
    listToAttrs
    mapAttrs
    ;
in
rec {
  nameValuePair = name: value: { inherit name value; };
  optionalAttrs = condition: attrs: if condition then attrs else { };
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  mapAttrsToList = f: attrs: map (name: f name attrs.${name}) (attrNames attrs);
  mapAttrs' = f: attrs: listToAttrs (mapAttrsToList f attrs);
  filterAttrs =
    keep: attrs: removeAttrs attrs (builtins.filter (name: !keep name attrs.${name}) (attrNames attrs));
  concatMapAttrs = f: attrs: mergeAttrsList (mapAttrsToList f attrs);
  mergeAttrsList = foldl' (all: attrs: all // attrs) { };
  attrByPath =
    path: default: attrs:
    foldl' (
      found: name: if isAttrs found && found ? ${name} then found.${name} else default
    ) attrs path;
  setAttrByPath = path: value: lib.foldr (name: inner: { ${name} = inner; }) value path;
  collectNames = sets: lib.unique (concatMap attrNames sets);

  recursiveUpdate =
    old: new:
    old
    // mapAttrs (
      name: value:
      if isAttrs value && isAttrs (old.${name} or null) && !isDerivation value then
        recursiveUpdate old.${name} value
      else
        value
    ) new;

  isDerivation = value: value.type or null == "derivation";
  hasAttrByPath = path: attrs: attrByPath path null attrs != null;
}
