# A stand-in for nixpkgs where the real one cannot be had: Debian packages from the Nix store, under the
# names that nixpkgs gives them. It answers at the paths that nix/compose imports, and at no others.
{
  system ? builtins.currentSystem,
  config ? { },
  overlays ? [ ],
}:
let
  lib = import ./lib;
  builders = import ./pkgs/builders.nix { inherit lib system; };
  trees = import ./pkgs/trees.nix { inherit lib; };
  debian = import ./pkgs/debian.nix { inherit lib; };

  unheeded = lib.optional (config != { }) "config" ++ lib.optional (overlays != [ ]) "overlays";
in
if unheeded != [ ] then
  throw "the nixpkgs stand-in knows no ${lib.head unheeded}; use a real nixpkgs (VOXNIX_NIXPKGS)"
else
  debian
  // trees
  // builders
  // import ./pkgs/edge { inherit builders; }
  // {
    inherit lib system;
    stdenv.hostPlatform = { inherit system; };
  }
