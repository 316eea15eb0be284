# `nix flake check`: the appliance as a whole, a machine that goes the whole way, and the state of the Nix code.
inputs@{ nixpkgs, ... }:
{
  perSystem = pkgs: {
    checks = {
      formatted = pkgs.runCommand "voxnix-formatted" { nativeBuildInputs = [ pkgs.nixfmt-rs ]; } ''
        find ${./..} ${../../flake.nix} ${../../packages/sandbox} ${../../tests/nix} -name '*.nix' -exec nixfmt --check {} +
        touch $out
      '';
      machine = import ../appliance/test.nix {
        inherit pkgs;
        nixpkgs = nixpkgs.outPath;
        module = inputs.self.nixosModules.default;
      };
    };
  };
  outputs.checks.x86_64-linux.appliance =
    inputs.self.nixosConfigurations.appliance.config.system.build.toplevel;
}
