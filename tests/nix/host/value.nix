# services.voxnix as the module system takes it, without the rest of NixOS: cheap, for values that are refused.
{ nixpkgs, settingsFile }:
let
  lib = import "${nixpkgs}/lib";
  given = builtins.fromJSON (builtins.readFile settingsFile);
  host = lib.evalModules {
    modules = [
      (import ../../../nix/host/nixos {
        inherit nixpkgs;
        packages = _: throw "a package is not looked at here";
      })
      {
        # What the rest of NixOS would declare is left alone.
        _module.check = false;
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
