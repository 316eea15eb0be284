# nixosModules.default: services.voxnix.
{ nixpkgs, extra-container, ... }:
{
  outputs.nixosModules.default = import ../host/nixos {
    packages = import ../packages { extraContainer = extra-container; };
    nixpkgs = nixpkgs.outPath;
  };
}
