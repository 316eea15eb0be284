# The host's part of all containers of one kind, as a template: a unit and a conf in which the executor fills in
# what tells one container from another (services/executor/src/composer/render.ts), so that no container takes an
# evaluation of its own. The file holds
#   { bridge, prefixLength, startTimeoutSeconds, tun, nesting }
# where tun and nesting may be left out. Filled in are
#   @image@    the system's path in the store, without the leading slash
#   @address@  without prefix length
#   @flags@    of nspawn: binds and credentials
# and to both texts lines are added.
{ nixpkgs, specFile }:
let
  spec = builtins.fromJSON (builtins.readFile specFile);
  tree = toString nixpkgs;

  host = import "${tree}/nixos/lib/eval-config.nix" {
    system = null;
    baseModules = [
      "${tree}/nixos/modules/virtualisation/nixos-containers.nix"
      (import ./host-options.nix { nixpkgs = tree; })
    ];
    modules = [
      (import ./host-container.nix spec)
      asFiles
    ];
  };

  asFiles =
    {
      config,
      lib,
      pkgs,
      utils,
      ...
    }:
    {
      options.voxnix.files = lib.mkOption { type = lib.types.unspecified; };
      config.voxnix.files =
        let
          inherit (utils.systemdUtils.lib.serviceToUnit config.systemd.services."container@voxnix") text;
        in
        pkgs.linkFarm "container-template" [
          {
            name = "unit";
            path = pkgs.writeText "container-unit" text;
          }
          {
            name = "conf";
            path = config.environment.etc."nixos-containers/voxnix.conf".source;
          }
        ];
    };

  refused = builtins.filter (check: !check.assertion) host.config.assertions;
in
if refused != [ ] then
  throw "voxnix: ${(builtins.head refused).message}"
else
  host.config.voxnix.files
