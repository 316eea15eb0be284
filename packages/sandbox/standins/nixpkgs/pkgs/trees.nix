# The Debian package trees in the Nix store, as packages. What there is, say files that standins/userland
# writes when it adds the trees: packages.json, and one in packages.d for each tree that was added later.
# `installed` beside this file leads to packages.json, so that who looks at this folder to tell one nixpkgs from
# another (composer/fingerprint.ts) sees that there are other packages now.
{ lib }:
let
  named = builtins.getEnv "VOXNIX_STANDIN_PACKAGES";
  list = if named != "" then named else "/var/lib/voxnix-sandbox/packages.json";
  folder = "${builtins.dirOf list}/packages.d";

  added = lib.optionals (builtins.pathExists folder) (
    map (file: lib.importJSON "${folder}/${file}") (
      lib.filter (lib.hasSuffix ".json") (builtins.attrNames (builtins.readDir folder))
    )
  );
  core =
    if builtins.pathExists list then
      lib.importJSON list
    else
      throw "the nixpkgs stand-in has no packages: ${list} is not there (the sandbox writes it)";
  known = lib.mergeAttrsList (map (one: one.packages) ([ core ] ++ added));

  package = pname: entry: rec {
    type = "derivation";
    name = "${pname}-${entry.version}";
    inherit pname;
    inherit (entry) version;
    meta.mainProgram = entry.program;

    # With its context, so that what mentions the package keeps it.
    outPath = builtins.storePath entry.path;
    # What it adds to a container's /usr.
    trees = [ outPath ];
  };
  missing =
    name: tree:
    throw (
      if tree == "none" then
        "the sandbox has no ${name}, because Debian has none; a real nixpkgs has it"
      else
        "this sandbox has no ${name} yet: add it with `npm run sandbox -- add ${tree}`"
    );

  all = builtins.mapAttrs missing (core.more or { }) // builtins.mapAttrs package known;

  # "python3Packages.requests" is requests in the set python3Packages.
  nested = builtins.foldl' (
    sets: name:
    let
      parts = lib.splitString "." name;
      set = builtins.head parts;
    in
    sets
    // {
      ${set} = sets.${set} or { } // {
        ${lib.last parts} = all.${name};
      };
    }
  ) { } (lib.filter (lib.hasInfix ".") (builtins.attrNames all));
  python3 = all.python3 // {
    # All of a container's packages share one /usr, where Python finds the libraries by itself.
    withPackages =
      choose:
      all.python3
      // {
        trees = all.python3.trees ++ lib.concatMap (library: library.trees) (choose nested.python3Packages);
      };
  };
in
removeAttrs all (lib.filter (lib.hasInfix ".") (builtins.attrNames all))
// nested
// lib.optionalAttrs (all ? python3) { inherit python3; }
