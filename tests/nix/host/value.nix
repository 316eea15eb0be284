# The options of services.voxnix by themselves, without the rest of NixOS: cheap, for values that are refused.
{ nixpkgs, settingsFile }:
let
  lib = import "${nixpkgs}/lib";
  given = builtins.fromJSON (builtins.readFile settingsFile);
  host = lib.evalModules {
    modules = [
      (import ../../../nix/host/nixos/packages.nix {
        inherit nixpkgs;
        packages =
          _:
          lib.genAttrs [ "agent" "executor" "extra-container" "tools" ] (name: {
            type = "derivation";
            outPath = "/nowhere/${name}";
          });
      })
      ../../../nix/host/nixos/options.nix
      ../../../nix/host/nixos/agent-options.nix
      {
        _module.args.pkgs = { };
        services.voxnix = given.settings;
      }
    ];
  };
  path = lib.splitString "." given.option;
in
builtins.deepSeq (lib.attrByPath path (throw "there is no ${given.option}")
  host.config.services.voxnix
) "taken"
