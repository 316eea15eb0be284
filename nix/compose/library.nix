# The curated modules: every folder of ../modules, as { about, module }.
# Only builtins, so that reading the catalogue needs no nixpkgs.
let
  folder = ../modules;
  entries = builtins.readDir folder;
  names = builtins.filter (name: entries.${name} == "directory") (builtins.attrNames entries);
  about = import ./about.nix;
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = {
      about = about { inherit name names; } (import (folder + "/${name}/about.nix"));
      module = folder + "/${name}/module.nix";
    };
  }) names
)
