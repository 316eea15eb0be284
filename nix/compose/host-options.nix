# The few options of a NixOS host that nixos-containers.nix reads or sets. Declaring them here instead of
# loading all of NixOS makes the host side of a container cheap to evaluate.
{ nixpkgs }:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;

  utils = import "${nixpkgs}/nixos/lib/utils.nix" { inherit config lib pkgs; };

  of =
    type: default:
    mkOption {
      inherit type default;
    };

  # Set by nixos-containers.nix for the host as a whole; of no use to one container.
  ignored = mkOption {
    type = types.unspecified;
    default = null;
    apply = _: null;
  };

  file =
    { name, config, ... }:
    {
      options = {
        text = mkOption { type = types.lines; };
        source = mkOption { type = types.path; };
      };
      config.source = lib.mkDefault (pkgs.writeText (baseNameOf name) config.text);
    };
in
{
  options = {
    assertions = of (types.listOf types.unspecified) [ ];
    warnings = of (types.listOf types.str) [ ];

    boot.kernelModules = ignored;
    environment.systemPackages = ignored;
    meta.buildDocsInSandbox = ignored;
    networking = {
      dhcpcd.denyInterfaces = ignored;
      extraHosts = ignored;
      networkmanager.enable = of types.bool false;
    };
    services.udev.extraRules = ignored;
    systemd.targets = ignored;
    virtualisation.containers.enable = of types.bool false;

    environment.etc = mkOption {
      type = types.attrsOf (types.submodule file);
      default = { };
    };
    nix.package = of types.package pkgs.nix;
    # Decides where the container's root and configuration are: anything from 22.05 on will do.
    system.stateVersion = of types.str "25.11";
    systemd = {
      enableStrictShellChecks = of types.bool false;
      globalEnvironment = of (types.attrsOf types.str) { };
      package = of types.package pkgs.systemd;
      services = mkOption {
        type = utils.systemdUtils.types.services;
        default = { };
      };
    };
  };

  config._module.args = {
    inherit utils;
    pkgs = import nixpkgs {
      config = { };
      overlays = [ ];
    };
  };
}
