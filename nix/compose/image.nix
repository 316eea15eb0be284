# A system for one choice of modules and settings:
#   nix build --file nix/compose/image.nix --argstr nixpkgs PATH --argstr specFile FILE
# The file holds { "modules": { "git": { "userName": "Ada" } }, "packages": [ "ripgrep" ],
#   "host": { "gateway": "10.88.0.1" } }.
# A setting that is a secret holds the id of its credential, "<module>.<setting>" or "<module>.<setting>.<NAME>":
# neither the secret nor its name is part of an image.
{ nixpkgs, specFile }:
let
  library = import ./library.nix;
  spec = builtins.fromJSON (builtins.readFile specFile);
  settings = import ./selection.nix {
    inherit library;
    chosen = spec.modules or null;
  };

  system = import "${toString nixpkgs}/nixos/lib/eval-config.nix" {
    # The platform is set by container.nix.
    system = null;
    modulesLocation = "the voxnix spec";
    modules = [
      (import ./container.nix { gateway = spec.host.gateway or null; })
      ./environment.nix
      (import ./chosen-packages.nix (spec.packages or [ ]))
      # Without modules there are no options to set.
      (if settings == { } then { } else { voxnix = settings; })
    ]
    ++ builtins.concatMap (name: [
      (import ./options.nix {
        inherit name;
        inherit (library.${name}) about;
      })
      library.${name}.module
    ]) (builtins.attrNames settings);
  };
in
# All settings, also those that no module reads: a wrong one must not pass unseen.
builtins.deepSeq (system.config.voxnix or { }) system.config.system.build.toplevel
