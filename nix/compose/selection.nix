# Settles which modules a spec takes, and with which settings: { <module> = { <setting> = value; }; }.
# Names are checked here, because a name that is unknown should be answered with the known ones;
# values are left to the option types (options.nix).
{ library, chosen }:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    filter
    hasAttr
    isAttrs
    ;

  fail = message: throw "voxnix: ${message}";
  listed = names: if names == [ ] then "none" else concatStringsSep ", " names;

  settingsOf =
    name: given:
    let
      known = library.${name}.about.settings;
      unknown = filter (setting: !hasAttr setting known) (attrNames given);
      setTo = setting: given.${setting} != null;
    in
    if !hasAttr name library then
      fail "there is no module \"${name}\"; there are: ${listed (attrNames library)}"
    else if !isAttrs given then
      fail "modules.${name}: the settings must be an object"
    else if unknown != [ ] then
      fail "modules.${name}.${builtins.head unknown}: there is no such setting; there are: ${listed (attrNames known)}"
    else
      # null is JSON's way to say "not set": the default holds then.
      removeAttrs given (filter (setting: !setTo setting) (attrNames given));

  # Every name is checked before anything is looked up in the library.
  checked =
    if !isAttrs chosen then
      fail "modules: must be an object of modules and their settings"
    else
      let
        settled = builtins.mapAttrs settingsOf chosen;
      in
      builtins.deepSeq (builtins.mapAttrs (_: attrNames) settled) settled;

  # Modules bring along what they want, and that in turn what it wants.
  closure = builtins.genericClosure {
    startSet = map (key: { inherit key; }) (attrNames checked);
    operator = item: map (key: { inherit key; }) library.${item.key}.about.wants;
  };
  taken = builtins.listToAttrs (
    map (item: {
      name = item.key;
      value = checked.${item.key} or { };
    }) closure
  );

  # Also of modules that others brought along.
  missing = concatMap (
    name:
    let
      settings = library.${name}.about.settings;
    in
    map (setting: "${name}.${setting}") (
      filter (setting: settings.${setting}.required && !hasAttr setting taken.${name}) (
        attrNames settings
      )
    )
  ) (attrNames taken);

  clashes = concatMap (
    name:
    map (other: "${name} and ${other}") (
      filter (other: hasAttr other taken) library.${name}.about.conflicts
    )
  ) (attrNames taken);
in
if clashes != [ ] then
  fail "modules: ${builtins.head clashes} do not go together"
else if missing != [ ] then
  fail "modules.${builtins.head missing}: has to be given"
else
  taken
