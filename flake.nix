{
  description = "voxnix: talk to your infrastructure";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      forEachSystem = build: nixpkgs.lib.genAttrs systems (system: build nixpkgs.legacyPackages.${system});
    in
    {
      # What a contributor needs beside the packages that `npm run setup` installs.
      devShells = forEachSystem (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.nodejs_24
            pkgs.just
            pkgs.grpcurl
            pkgs.nixfmt
          ];
        };
      });
      formatter = forEachSystem (pkgs: pkgs.nixfmt);
    };
}
