# The appliance's unit files, from the same data that a NixOS host uses.
# settingsFile: JSON with paths, settings and ids as nix/host/units.nix and nix/host/render.nix take them.
{ settingsFile }:
let
  given = builtins.fromJSON (builtins.readFile settingsFile);
in
import ../../../nix/host/render.nix {
  units = import ../../../nix/host/units.nix { inherit (given) paths settings; };
  inherit (given) ids;
}
