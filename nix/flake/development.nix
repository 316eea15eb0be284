# For those who work on voxnix: a shell, and the formatter that all Nix code here is in.
_: {
  perSystem = pkgs: {
    # What a contributor needs beside the packages that `npm run setup` installs.
    devShells.default = pkgs.mkShell {
      packages = [
        pkgs.nodejs_24
        pkgs.just
        pkgs.grpcurl
        pkgs.nixfmt-rs
        pkgs.deadnix
        pkgs.statix
      ];
    };
    formatter = pkgs.nixfmt-rs;
  };
}
