# What the host runs, and the nixpkgs that containers are made of.
{ packages, nixpkgs }:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  own = packages pkgs;
  package =
    name: what:
    mkOption {
      type = types.package;
      default = own.${name};
      defaultText = lib.literalMD "the one of voxnix's flake";
      description = what;
    };
in
{
  options.services.voxnix = {
    package = {
      agent = package "agent" "The agent: it talks.";
      executor = package "executor" "The executor: it makes containers.";
      extraContainer = package "extra-container" "The extra-container that installs them.";
      tools = package "tools" "voxnix-debug, voxnix-prune and voxnix-status, for root on the host.";
    };
    nixpkgs = mkOption {
      type = types.path;
      default = nixpkgs;
      defaultText = lib.literalMD "the nixpkgs that voxnix's flake is locked to";
      description = ''
        The nixpkgs that containers are made of. Another one makes new images; containers keep theirs until
        they are updated.
      '';
    };
    library = mkOption {
      type = types.path;
      default = "${config.services.voxnix.package.executor}/lib/voxnix/nix";
      defaultText = lib.literalMD "the one that comes with the executor";
      description = "The folder with `modules` and `compose`.";
    };
  };
}
