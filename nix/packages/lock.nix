# Reads pnpm-lock.yaml (lockfileVersion 9) with builtins alone: { importers, packages, snapshots } as nested
# attribute sets of text. It is YAML as pnpm writes it: mappings, two spaces for each level, no lists in
# blocks; what is in braces or brackets stays text.
file:
let
  inherit (builtins)
    filter
    foldl'
    isString
    match
    split
    substring
    ;

  lines = filter (line: isString line && match " *" line == null) (
    split "\n" (builtins.readFile file)
  );

  # The mapping that lines at this depth make; deeper lines belong to the key before them.
  mapping =
    indent: text:
    let
      prefix = substring 0 indent "                    ";
      isKey = line: substring 0 indent line == prefix && substring indent 1 line != " ";
      groups =
        foldl'
          (
            all: line:
            if isKey line then
              {
                done = all.done ++ (if all.key == null then [ ] else [ all ]);
                key = line;
                body = [ ];
              }
            else
              all // { body = all.body ++ [ line ]; }
          )
          {
            done = [ ];
            key = null;
            body = [ ];
          }
          text;
      entry =
        group:
        let
          parts = match " *('([^']*)'|([^':][^:]*)):( (.*))?" group.key;
          part = builtins.elemAt parts;
        in
        if parts == null then
          throw "${toString file}: cannot read the line ${group.key}"
        else
          {
            name = if part 1 == null then part 2 else part 1;
            value = if part 4 != null then unquoted (part 4) else mapping (indent + 2) group.body;
          };
    in
    builtins.listToAttrs (map entry (groups.done ++ (if groups.key == null then [ ] else [ groups ])));

  all = mapping 0 lines;

  unquoted =
    value:
    let
      inner = match "'(.*)'" value;
    in
    if value == "{}" then
      { }
    else if inner == null then
      value
    else
      builtins.head inner;
in
if all.lockfileVersion == "9.0" then
  { inherit (all) importers packages snapshots; }
else
  throw "${toString file} is of version ${all.lockfileVersion}; nix/packages/lock.nix reads 9.0"
