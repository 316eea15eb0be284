# The host's part of one container, in the layout that `extra-container create <store path>` installs from:
# its unit and its conf. The file holds
#   { machine, image, bridge, address, prefixLength, autostart, startTimeoutSeconds,
#     binds: [{ host, container, readOnly }], limits: { memoryBytes, cpuPercent, tasks },
#     credentials: [{ id, path }], tun, nesting }
# where limits, credentials, tun and nesting may be left out. `path` is a file of the host that only root reads; systemd in the
# container gets its content as the credential `id`.
{ nixpkgs, specFile }:
let
  spec = builtins.fromJSON (builtins.readFile specFile);
  tree = toString nixpkgs;
  unit = "container@${spec.machine}";
  conf = "nixos-containers/${spec.machine}.conf";

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
          inherit (utils.systemdUtils.lib.serviceToUnit config.systemd.services.${unit}) text;
        in
        pkgs.linkFarm "container-${spec.machine}" [
          {
            name = "etc/systemd/system/${unit}.service";
            path = pkgs.writeText "${unit}.service" text;
          }
          {
            name = "etc/${conf}";
            path = config.environment.etc.${conf}.source;
          }
        ];
    };

  refused = builtins.filter (check: !check.assertion) host.config.assertions;
in
if refused != [ ] then
  throw "voxnix: ${(builtins.head refused).message}"
else
  host.config.voxnix.files
