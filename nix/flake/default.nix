# The flake's outputs, each kind from its own file. A part is { perSystem ? pkgs: { … }, outputs ? { … } }.
inputs@{ nixpkgs, ... }:
let
  inherit (nixpkgs) lib;
  systems = [
    "x86_64-linux"
    "aarch64-linux"
  ];
  parts = map (part: import part inputs) [
    ./packages.nix
    ./modules.nix
    ./appliance.nix
    ./checks.nix
    ./development.nix
  ];
  perSystem =
    part:
    let
      bySystem = lib.genAttrs systems (system: part nixpkgs.legacyPackages.${system});
      names = lib.attrNames bySystem.${lib.head systems};
    in
    lib.genAttrs names (name: lib.mapAttrs (_: outputs: outputs.${name}) bySystem);
in
lib.foldl' lib.recursiveUpdate { } (
  lib.concatMap (part: [
    (part.outputs or { })
    (perSystem (part.perSystem or (_: { })))
  ]) parts
)
