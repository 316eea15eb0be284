# The appliance's unit files, from the same data that a NixOS host uses.
# settingsFile: JSON with paths, limits and ids as nix/host/units.nix and nix/host/render.nix take them.
{ settingsFile }:
let settings = builtins.fromJSON (builtins.readFile settingsFile);
in
import ../../../nix/host/render.nix {
  units = import ../../../nix/host/units.nix { inherit (settings) paths limits; };
  inherit (settings) ids;
}
