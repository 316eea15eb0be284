# What there is to choose from, as plain data:
#   nix eval --json --file nix/compose/catalogue.nix
builtins.mapAttrs (_: entry: entry.about) (import ./library.nix)
