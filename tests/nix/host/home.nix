# The appliance in another home: nix/appliance/home.nix with differences on top, from a JSON file.
# Gives its derivation, what is left open, and what it complains of.
{
  nixpkgs,
  extraContainer,
  agenix,
  settingsFile,
}:
let
  outputs = import ./outputs.nix { inherit nixpkgs extraContainer agenix; };
  lib = import "${nixpkgs}/lib";
  # Of two homes' values the later one counts.
  force = lib.mapAttrsRecursive (_: lib.mkForce);
  home = outputs.nixosConfigurations.appliance.extendModules {
    modules = [ (force (builtins.fromJSON (builtins.readFile settingsFile))) ];
  };
  refused = map (one: one.message) (builtins.filter (one: !one.assertion) home.config.assertions);
in
{
  inherit refused;
  inherit (home.config) warnings;
  open = home.config.voxnix.placeholders.deploy;
  toplevel = if refused == [ ] then home.config.system.build.toplevel.drvPath else null;
  rules = home.config.networking.firewall.extraInputRules;
  preSwitchChecks = builtins.attrNames home.config.system.preSwitchChecks;
}
