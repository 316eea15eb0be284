# services.voxnix: what a host's owner may want different. Defaults are those of ../defaults.nix; null leaves
# it to the service.
{ lib, ... }:
let
  inherit (lib)
    literalExpression
    mkEnableOption
    mkOption
    types
    ;
  own = import ./types.nix { inherit lib; };
  defaults = import ../defaults.nix;

  option =
    type: default: description:
    mkOption { inherit type default description; };
  orDefault = type: types.nullOr type;
in
{
  options.services.voxnix = {
    enable = mkEnableOption "voxnix: containers by chat";

    network = {
      bridge =
        option own.interface defaults.network.bridge
          "The bridge that containers are attached to. voxnix makes it; nothing else may use it.";
      subnet = mkOption {
        type = own.network;
        default = defaults.network.subnet;
        example = "10.99.0.0/22";
        description = ''
          The containers' network: the bridge gets the first address, containers the others. It must not
          overlap the network that the host itself is in.
        '';
      };
      nat = {
        enable = option types.bool true "Whether containers reach the outside through the host's address.";
        externalInterface = mkOption {
          type = types.nullOr own.interface;
          default = null;
          example = "eth0";
          description = "The interface that leads outside. null: whichever the host's routes choose.";
        };
      };
      hostPorts = mkOption {
        type = types.listOf types.port;
        default = defaults.network.hostPorts;
        example = [ 11434 ];
        description = ''
          Ports of the host itself, TCP and UDP, that containers may reach beside a name server's, if the firewall
          lets them. Without it they reach nothing of the host's.
        '';
      };
      reachPrivateNetworks = mkOption {
        type = types.bool;
        default = defaults.network.reachPrivateNetworks;
        description = ''
          Whether containers may open connections to private addresses: the home network, a VPN, other
          containers through the host. Without it they reach the internet alone, and name servers wherever they are. Connections from there into a
          container are not affected. It takes the nftables firewall (`networking.nftables.enable`).
        '';
      };
    };

    containers = {
      perOwner =
        option (types.ints.between 1 10000) defaults.containers.perOwner
          "How many containers one owner may have.";
      startTimeout =
        option (types.ints.between 5 3600) defaults.containers.startTimeout
          "Seconds that a container may take to boot.";
      generations = option (orDefault (
        types.ints.between 1 1000
      )) defaults.containers.generations "How many generations of a container are kept to go back to.";
      forbiddenModules = mkOption {
        type = types.listOf (own.matching "name of a module" "[a-z][a-z0-9-]*");
        default = defaults.containers.forbiddenModules;
        example = [ ];
        description = ''
          Modules that nobody may choose in the chat. `docker` gives its container three more of the kernel's system
          calls: add_key, keyctl and bpf.
        '';
      };
      memory =
        option (orDefault types.ints.unsigned) defaults.containers.memory
          "MiB of memory that a container may take unless it asks otherwise; 0 for no limit. null: half of the host's.";
      cpu =
        option (orDefault types.ints.unsigned) defaults.containers.cpu
          "Percent of one core that a container may take unless it asks otherwise; 0 or null for no limit.";
      tasks =
        option (orDefault types.ints.unsigned) defaults.containers.tasks
          "Processes and threads that a container may have unless it asks otherwise; 0 for no limit.";
      ownerMemory =
        option (orDefault types.ints.unsigned) defaults.containers.ownerMemory
          "MiB of memory that the containers of one owner may take together; 0 or null for no limit.";
      ownerCpu =
        option (orDefault types.ints.unsigned) defaults.containers.ownerCpu
          "Percent of one core that the containers of one owner may take together; 0 or null for no limit.";
      ownerTasks =
        option (orDefault types.ints.unsigned) defaults.containers.ownerTasks
          "Processes and threads that the containers of one owner may have together; 0 or null for no limit.";
      ownerDisk =
        option (orDefault types.ints.unsigned) defaults.containers.ownerDisk
          "MiB that the workspaces of one owner may grow to together; 0 or null for no limit.";
    };

    audit = {
      fileSize = option (orDefault (
        types.ints.between 1 1000
      )) defaults.audit.fileSize "MiB that one file of the audit log may grow to.";
      files = option (orDefault (
        types.ints.between 1 10000
      )) defaults.audit.files "How many full files of the audit log are kept.";
    };

    workspaces = {
      storage = mkOption {
        type = types.enum [
          "auto"
          "zfs"
          "btrfs"
          "directory"
        ];
        default = defaults.workspaces.storage;
        description = ''
          What a workspace is: a ZFS dataset, a btrfs subvolume or a plain directory. `auto` takes the best that
          the file system of /var/lib/voxnix-workspaces offers. Quotas and snapshots need ZFS or btrfs.
        '';
      };
      zfsDataset = mkOption {
        type = types.nullOr (
          own.matching "name of a ZFS dataset such as tank/voxnix" "[A-Za-z][A-Za-z0-9_.:-]*(/[A-Za-z0-9_.:-]+)*"
        );
        default = defaults.workspaces.zfsDataset;
        example = "tank/voxnix";
        description = "The dataset below which workspaces are made. It must exist.";
      };
      quota = mkOption {
        type = orDefault types.ints.unsigned;
        default = defaults.workspaces.quota;
        example = 50;
        description = ''
          GiB that one workspace may grow to, where its storage has quotas; 0 for no limit. Where
          /var/lib/nixos-containers lies on btrfs, the other files of a container may grow to as much again.
        '';
      };
      trashDays = mkOption {
        type = orDefault (types.ints.between 0 3650);
        default = defaults.workspaces.trashDays;
        example = 30;
        description = "Days that a destroyed container's workspace can be brought back; 0 deletes it at once.";
      };
    };

    images = {
      keep =
        option (orDefault types.ints.unsigned) defaults.images.keep
          "How many images that no container uses are kept.";
      days =
        option (orDefault types.ints.unsigned) defaults.images.days
          "Days that an unused image is kept.";
      diskLimit =
        option (orDefault types.ints.positive) defaults.images.diskLimit
          "GiB that unused images may take up in all.";
      prebuild = mkOption {
        type = types.listOf (
          types.submodule {
            options = {
              modules = mkOption {
                type = types.attrsOf (types.attrsOf types.anything);
                default = { };
                description = "Module names with their settings.";
              };
              packages = mkOption {
                type = types.listOf (own.matching "attribute name of nixpkgs" "[A-Za-z_][A-Za-z0-9_'.-]*");
                default = [ ];
                description = "Packages of nixpkgs.";
              };
            };
          }
        );
        default = defaults.images.prebuild;
        example = literalExpression ''[ { modules = { git = { }; fish = { }; }; packages = [ "ripgrep" ]; } ]'';
        description = "Images that are built when the host boots, so that the first container of the kind starts at once.";
      };
    };

    executor = {
      memoryMax =
        option own.memory defaults.executor.memoryMax
          "What the executor and its evaluations may take of memory. One NixOS evaluation takes 1 GiB and more.";
      tasksMax =
        option types.ints.positive defaults.executor.tasksMax
          "How many processes and threads it may have.";
      evaluationMemory = mkOption {
        type = orDefault (types.ints.between 128 1000000);
        default = defaults.executor.evaluationMemory;
        example = 2048;
        description = "MiB that one evaluation may take before Nix gives it up.";
      };
      logLevel = option own.logLevel defaults.executor.logLevel "From which level on the executor logs.";
    };

    watchdog = mkOption {
      type = types.ints.between 10 3600;
      default = defaults.watchdog;
      description = "Seconds that either service may be silent before systemd ends it and starts it again.";
    };
  };
}
