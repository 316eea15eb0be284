# A NixOS host with services.voxnix set from a JSON file:
#   { settings: services.voxnix, host?: what else the host says, sandbox?: { paths } as the sandbox has them,
#     mine?: packages to be other ones }
# ask: one of the answers below.
{
  nixpkgs,
  settingsFile,
  ask,
}:
let
  given = builtins.fromJSON (builtins.readFile settingsFile);
  inherit (host) config options;
  lib = import "${nixpkgs}/lib";

  # What the packages would be; they are derivations of their own, looked at elsewhere.
  package =
    name:
    derivation {
      inherit name;
      system = "x86_64-linux";
      builder = "/bin/sh";
    };
  host = import "${nixpkgs}/nixos/lib/eval-config.nix" {
    system = "x86_64-linux";
    modules = [
      (import ../../../nix/host/nixos {
        inherit nixpkgs;
        packages = _: {
          agent = package "agent";
          executor = package "executor";
          tools = package "tools";
          extra-container = package "extra-container";
        };
      })
      {
        services.voxnix = given.settings;
        networking.nftables.enable = lib.mkDefault true;
        system.stateVersion = "25.11";
      }
      (lib.optionalAttrs (given ? sandbox) {
        services.voxnix.internal.paths = lib.mkForce given.sandbox.paths;
      })
      (given.host or { })
      {
        services.voxnix.package = lib.genAttrs (given.mine or [ ]) (_: lib.mkForce (package "mine"));
      }
    ];
  };

  documented = builtins.filter (option: !option.internal) (
    lib.optionAttrSetToDocList options.services.voxnix
  );
  ours = lib.filterAttrs (name: _: lib.hasPrefix "voxnix-" name) config.systemd.units;

  answers = {
    options = map (option: {
      name = lib.removePrefix "services.voxnix." option.name;
      described = option.description or "" != "";
    }) documented;
    assertions = map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions);
    inherit (config) warnings;
    units = lib.mapAttrs (_: unit: unit.text) ours;
    more = {
      tmpfiles = config.systemd.tmpfiles.rules;
      sysctl = config.boot.kernel.sysctl."fs.inotify.max_user_instances";
      users = lib.mapAttrs (_: user: { inherit (user) group home isSystemUser; }) (
        lib.filterAttrs (name: _: lib.hasPrefix "voxnix" name) config.users.users
      );
      containers = config.boot.enableContainers;
      unitPaths = config.boot.extraSystemdUnitPaths;
      nat = {
        inherit (config.networking.nat) enable internalInterfaces externalInterface;
      };
      rules = config.networking.nftables.tables.voxnix.content or "";
      programs = map lib.getName (
        builtins.filter (
          program:
          lib.elem (lib.getName program) [
            "tools"
            "extra-container"
            "grpcurl"
            "mine"
          ]
        ) config.environment.systemPackages
      );
    };
    # All that an option may show in.
    all = { inherit (answers) units more; };
    # Without those of a machine that has no disk and no boot loader.
    complaints =
      config.warnings
      ++ builtins.filter (text: builtins.match ".*voxnix.*" text != null) answers.assertions;
    # The units as NixOS has them with the sandbox's paths, and as the sandbox has them.
    both = {
      nixos = answers.units;
      rendered = lib.mapAttrs' (path: text: lib.nameValuePair (baseNameOf path) text) (
        lib.filterAttrs (path: _: lib.hasPrefix "etc/systemd/system/" path) (
          import ../../../nix/host/render.nix {
            units = import ../../../nix/host/units.nix {
              paths = given.sandbox.paths;
              settings.agent = { };
            };
          }
        )
      );
    };
  };
in
answers.${ask}
