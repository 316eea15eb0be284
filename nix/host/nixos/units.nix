# The data of ../units.nix, handed to NixOS: the very units, sockets, users, folders and sysctls that the
# sandbox runs. Nothing about a unit is said here.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.voxnix;

  units = import ../units.nix {
    inherit (cfg.internal) paths;
    settings = {
      inherit (cfg)
        network
        audit
        containers
        workspaces
        images
        executor
        agent
        watchdog
        ;
    };
  };
  wanted = lib.filterAttrs (name: _: cfg.agent.enable || name != "voxnix-agent") units.services;

  # What units of every kind have.
  common = lib.filterAttrs (
    name: _:
    builtins.elem name [
      "description"
      "after"
      "before"
      "requires"
      "wants"
      "wantedBy"
    ]
  );
in
{
  options.services.voxnix.internal.paths = mkOption {
    type = types.attrsOf types.anything;
    internal = true;
    description = "Where things are on this host, as ../units.nix takes them.";
  };

  config = lib.mkIf cfg.enable {
    services.voxnix.internal.paths = {
      executor = "${cfg.package.executor}/lib/voxnix";
      agent = "${cfg.package.agent}/lib/voxnix";
      node = lib.getExe pkgs.nodejs-slim_24;
      library = "${cfg.library}";
      nixpkgs = "${cfg.nixpkgs}";
      extraContainer = lib.getExe' cfg.package.extraContainer "extra-container";
      ip = lib.getExe' pkgs.iproute2 "ip";
      nft = lib.getExe pkgs.nftables;
      # Root would otherwise write the store itself, which is read-only in the executor's namespace.
      nixRemote = "daemon";
      prebuild =
        if cfg.images.prebuild == [ ] then
          null
        else
          pkgs.writeText "voxnix-prebuild.json" (builtins.toJSON cfg.images.prebuild);
      searchPath = lib.makeBinPath (
        [
          config.nix.package
          config.systemd.package
          pkgs.nixos-container
          pkgs.iproute2
          pkgs.nftables
          pkgs.btrfs-progs
          pkgs.e2fsprogs
          pkgs.util-linux
          pkgs.bash
          pkgs.coreutils
          pkgs.findutils
          pkgs.gnugrep
          pkgs.gnused
        ]
        ++ lib.optional (config.boot.supportedFilesystems.zfs or false) config.boot.zfs.package
      );
      writable = [
        "/nix/var/nix/gcroots"
        "/nix/var/nix/profiles"
        "/etc/systemd-mutable"
        "/etc/nixos-containers"
        "/var/lib/nixos-containers"
      ];
    };

    users.groups = lib.genAttrs units.groups (_: { });
    users.users = lib.mapAttrs (_: user: user // { isSystemUser = true; }) units.users;
    # NixOS raises some of these further; then its word stays.
    boot.kernel.sysctl = lib.mapAttrs (_: lib.mkOverride 1200) units.sysctl;
    systemd = {
      tmpfiles.rules = units.tmpfiles;
      sockets = lib.mapAttrs (_: data: common data // { inherit (data) socketConfig; }) units.sockets;
      services = lib.mapAttrs (
        _: data:
        common data
        // {
          inherit (data) serviceConfig;
          environment = data.environment or { };
          # PATH is the unit's own.
          unitConfig = lib.optionalAttrs (data ? requiresMountsFor) {
            RequiresMountsFor = data.requiresMountsFor;
          };
          enableDefaultPath = !(data ? environment.PATH);
          restartIfChanged = !(data.keepRunning or false);
        }
      ) wanted;
    };
  };
}
