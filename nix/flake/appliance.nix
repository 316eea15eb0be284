# nixosConfigurations.appliance: the machine of this home, see nix/appliance/home.nix.
inputs@{ nixpkgs, agenix, ... }:
let
  appliance = nixpkgs.lib.nixosSystem {
    modules = [
      inputs.self.nixosModules.default
      (agenix + "/modules/age.nix")
      ../appliance
      ../appliance/home.nix
      {
        # The tool that edits the secrets, for `just secrets-edit` on the machine itself.
        nixpkgs.overlays = [ (import (agenix + "/overlay.nix")) ];
      }
    ];
  };
in
{
  outputs = {
    nixosConfigurations.appliance = appliance;
    # What nix/appliance/home.nix leaves open; `just deploy` refuses while there is any.
    placeholders = appliance.config.voxnix.placeholders;
  };
  perSystem = pkgs: {
    packages.agenix = pkgs.callPackage (agenix + "/pkgs/agenix.nix") {
      # The whole of it brings a documentation system along.
      shellcheck = pkgs.shellcheck-minimal;
    };
  };
}
