# What somebody would hand to `extra-container create` who does without voxnix: containers of a finished image,
# declared with nixos-containers.nix as it is, with the options that voxnix sets as well.
#   spec: { image, bridge, containers: [{ name, address }] }
{ nixpkgs, specFile }:
let
  spec = builtins.fromJSON (builtins.readFile specFile);
  tree = toString nixpkgs;

  declare =
    { name, address }:
    { lib, ... }:
    {
      containers.${name} = {
        path = builtins.storePath spec.image;
        privateUsers = "pick";
        privateNetwork = true;
        hostBridge = spec.bridge;
        localAddress = "${address}/24";
        timeoutStartSec = "180s";
      };
      systemd.services."container@${name}".postStart = lib.mkAfter ''
        ip link set dev "vb-$INSTANCE" type bridge_slave isolated on
      '';
    };

  host = import "${tree}/nixos/lib/eval-config.nix" {
    system = null;
    baseModules = [
      "${tree}/nixos/modules/virtualisation/nixos-containers.nix"
      (import ../../../nix/compose/host-options.nix { nixpkgs = tree; })
    ];
    modules = map declare spec.containers ++ [
      { boot.enableContainers = true; }
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
    let
      filesOf =
        { name, ... }:
        let
          unit = "container@${name}";
          conf = "nixos-containers/${name}.conf";
          inherit (utils.systemdUtils.lib.serviceToUnit config.systemd.services.${unit}) text;
        in
        [
          {
            name = "etc/systemd/system/${unit}.service";
            path = pkgs.writeText "${unit}.service" text;
          }
          {
            name = "etc/${conf}";
            path = config.environment.etc.${conf}.source;
          }
        ];
    in
    {
      options.bench.files = lib.mkOption { type = lib.types.unspecified; };
      config.bench.files = pkgs.linkFarm "bare-containers" (builtins.concatMap filesOf spec.containers);
    };
in
host.config.bench.files
