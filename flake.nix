{
  description = "voxnix: talk to your infrastructure";

  inputs = {
    nixpkgs.url = "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz";
    # Sources: what they bring of their own inputs is not needed here.
    extra-container = {
      url = "github:erikarvstedt/extra-container/0.14";
      flake = false;
    };
    agenix = {
      url = "github:ryantm/agenix";
      flake = false;
    };
  };

  outputs = inputs: import ./nix/flake inputs;
}
