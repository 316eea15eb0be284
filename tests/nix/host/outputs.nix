# The flake's outputs with its inputs taken from folders, as `--override-input` would, but without copying
# a whole nixpkgs to the store first.
{
  nixpkgs,
  extraContainer,
  agenix,
}:
let
  flake = import ../../../flake.nix;
  outputs =
    path: inputs:
    let
      result = (import "${path}/flake.nix").outputs (
        inputs
        // {
          self = result // {
            outPath = path;
          };
        }
      );
    in
    result // { outPath = path; };
  self = flake.outputs {
    self = self // {
      outPath = toString ../../..;
    };
    nixpkgs = outputs nixpkgs { };
    extra-container = /. + extraContainer;
    agenix = /. + agenix;
  };
in
self
