# packages.<system> and the overlay that adds them to another nixpkgs.
{ extra-container, ... }:
let
  packages = import ../packages { extraContainer = extra-container; };
in
{
  perSystem = pkgs: {
    packages = packages pkgs // {
      default = (packages pkgs).executor;
    };
  };
  outputs.overlays.default = final: _: {
    voxnix = packages final;
    inherit (packages final) extra-container;
  };
}
