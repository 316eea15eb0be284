# voxnix on a NixOS host: `imports = [ voxnix.nixosModules.default ]; services.voxnix.enable = true;`
# packages: what this flake builds, by name.
{ packages, nixpkgs }:
{
  imports = [
    (import ./packages.nix { inherit packages nixpkgs; })
    ./options.nix
    ./agent-options.nix
    ./assertions.nix
    ./units.nix
    ./containers.nix
    ./network.nix
    ./tools.nix
  ];
}
