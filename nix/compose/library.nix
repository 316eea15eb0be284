# The curated modules: every folder of ../modules, as { about, module }.
# Only builtins, so that reading the catalogue needs no nixpkgs.
let
  folder = ../modules;
  entries = builtins.readDir folder;
  names = builtins.filter (name: entries.${name} == "directory") (builtins.attrNames entries);

  # What an about.nix may leave out.
  unsaid = {
    gives = [ ];
    settings = { };
    ports = [ ];
    host = { };
    wants = [ ];
    conflicts = [ ];
  };
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = {
      about = unsaid // import (folder + "/${name}/about.nix");
      module = folder + "/${name}/module.nix";
    };
  }) names
)
