# The Debian package trees in the Nix store, as packages. What there is says packages.json, which
# standins/userland writes when it adds the trees:
#   { "git": { "path": "/nix/store/…-git", "version": "2.47.3", "program": "git" }, … }
{ lib }:
let
  named = builtins.getEnv "VOXNIX_STANDIN_PACKAGES";
  list = if named != "" then named else "/var/lib/voxnix-sandbox/packages.json";
  known =
    if builtins.pathExists list then
      (lib.importJSON list).packages
    else
      throw "the nixpkgs stand-in has no packages: ${list} is not there (the sandbox writes it)";
in
builtins.mapAttrs (pname: entry: rec {
  type = "derivation";
  name = "${pname}-${entry.version}";
  inherit pname;
  inherit (entry) version;
  meta.mainProgram = entry.program;

  # With its context, so that what mentions the package keeps it.
  outPath = builtins.storePath entry.path;
  # Tells it apart from what is in every container anyway (debian.nix).
  trees = [ outPath ];
}) known
