# `nix flake check`: the appliance as a whole, a machine that goes the whole way, and the state of the Nix code.
inputs@{ nixpkgs, ... }:
{
  perSystem = pkgs: {
    checks = {
      code =
        pkgs.runCommand "voxnix-code"
          {
            nativeBuildInputs = [
              pkgs.nixfmt-rs
              pkgs.deadnix
              pkgs.statix
            ];
          }
          ''
            mkdir code
            cp -r ${./..} code/nix
            cp -r ${../../packages/sandbox} code/sandbox
            cp -r ${../../tests} code/tests
            cp ${../../flake.nix} code/flake.nix
            find code -name '*.nix' -exec nixfmt --check {} +
            deadnix --fail code
            statix check --config ${../../statix.toml} code
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
