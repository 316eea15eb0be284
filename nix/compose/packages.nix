# The names of the packages that a spec may ask for, to find near ones by:
#   nix-instantiate --eval --strict --json nix/compose/packages.nix --argstr nixpkgs PATH
# Names alone: whether each is really a package, and a free one, only its own evaluation tells (chosen-packages.nix),
# and that of all of them would take minutes and gigabytes.
{ nixpkgs }:
let
  pkgs = import (toString nixpkgs) {
    config = { };
    overlays = [ ];
  };
  sets = import ./package-sets.nix;

  # What is no package, as far as a name tells.
  isTool =
    name:
    builtins.match "(.*Packages.*|lib|linkFarm|pkgs.*|runtimeShell|system|.*Hooks?|(build|make|fetch|write|call|override|with|runCommand|symlinkJoin).*|.*[sS]tdenv.*|_.*)" name
    != null;
  namesOf = set: builtins.filter (name: !isTool name) (builtins.attrNames set);
in
namesOf pkgs
++ builtins.concatMap (
  set: map (name: "${set}.${name}") (if pkgs ? ${set} then namesOf pkgs.${set} else [ ])
) sets
