# Options that say what the system is, and those that the stand-in accepts without having what they ask for.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;

  of =
    type: default:
    mkOption {
      inherit type default;
    };
in
{
  options = {
    assertions = of (types.listOf types.unspecified) [ ];
    warnings = of (types.listOf types.str) [ ];

    boot.isNspawnContainer = of types.bool false;
    boot.isContainer = of types.bool config.boot.isNspawnContainer;
    nixpkgs.hostPlatform = mkOption { type = types.str; };
    system.stateVersion = of types.str lib.trivial.release;
    system.build = of (types.lazyAttrsOf types.unspecified) { };

    # No container of the stand-in has a Nix of its own.
    nix.enable = of types.bool false;
  };

  config = {
    _module.args = {
      pkgs = import ../.. { system = config.nixpkgs.hostPlatform; };
      utils = import ../lib/utils.nix { inherit config lib pkgs; };
    };

    assertions = [
      {
        assertion = config.boot.isNspawnContainer;
        message = "The nixpkgs stand-in makes nspawn containers only: set boot.isNspawnContainer.";
      }
    ];
  };
}
