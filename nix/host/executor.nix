# The unit of voxnix-executor: root, no network, as little of the host as its work allows.
# Plain data; what each part is for is said beside it.
{
  paths,
  settings,
  socketNames,
}:
let
  inherit (settings)
    audit
    containers
    executor
    images
    network
    workspaces
    ;
in
{
  description = "voxnix executor: composes, builds and runs containers";
  requires = socketNames ++ [ "voxnix-bridge.service" ];
  after = socketNames ++ [
    "voxnix-bridge.service"
    "dbus.socket"
    "nix-daemon.socket"
  ];
  wantedBy = [ "multi-user.target" ];
  # Each may be a file system of its own.
  requiresMountsFor = [
    "/var/lib/voxnix-workspaces"
    "/var/lib/nixos-containers"
  ];
  environment = import ./environment.nix {
    HOME = "/var/lib/voxnix/home"; # Nix keeps its caches under $HOME/.cache/nix
    MALLOC_ARENA_MAX = 1; # the C library keeps what each of Node's threads has freed
    NODE_COMPILE_CACHE = "/var/lib/voxnix/home/.cache/node"; # compiled code: in a folder that root alone writes
    PATH = paths.searchPath;
    NIX_REMOTE = paths.nixRemote;
    VOXNIX_STATE = "/var/lib/voxnix";
    VOXNIX_WORKSPACES = "/var/lib/voxnix-workspaces";
    VOXNIX_NIXPKGS = paths.nixpkgs;
    VOXNIX_LIBRARY = paths.library;
    VOXNIX_EXTRA_CONTAINER = paths.extraContainer;
    VOXNIX_BRIDGE = network.bridge;
    VOXNIX_SUBNET = network.subnet;
    VOXNIX_MAX_CONTAINERS_PER_OWNER = containers.perOwner;
    VOXNIX_FORBIDDEN_MODULES =
      if containers.forbiddenModules == [ ] then
        "none"
      else
        builtins.concatStringsSep "," containers.forbiddenModules;
    VOXNIX_LIMIT_MEMORY_MB = containers.memory;
    VOXNIX_LIMIT_CPU_PERCENT = containers.cpu;
    VOXNIX_LIMIT_TASKS = containers.tasks;
    VOXNIX_OWNER_MEMORY_MB = containers.ownerMemory;
    VOXNIX_OWNER_CPU_PERCENT = containers.ownerCpu;
    VOXNIX_OWNER_TASKS = containers.ownerTasks;
    VOXNIX_OWNER_DISK_MB = containers.ownerDisk;
    VOXNIX_AUDIT_FILE_MB = audit.fileSize;
    VOXNIX_AUDIT_FILES = audit.files;
    VOXNIX_START_TIMEOUT_S = containers.startTimeout;
    VOXNIX_GENERATIONS = containers.generations;
    VOXNIX_EVAL_MEMORY_MB = executor.evaluationMemory;
    VOXNIX_WORKSPACE_STORAGE = workspaces.storage;
    VOXNIX_ZFS_DATASET = workspaces.zfsDataset;
    VOXNIX_WORKSPACE_QUOTA_MB = if workspaces.quota == null then null else workspaces.quota * 1024;
    VOXNIX_TRASH_DAYS = workspaces.trashDays;
    VOXNIX_IMAGES_KEEP = images.keep;
    VOXNIX_IMAGES_DAYS = images.days;
    VOXNIX_IMAGES_GB = images.diskLimit;
    VOXNIX_PREBUILD = paths.prebuild;
    LOG_LEVEL = executor.logLevel;
  };
  serviceConfig =
    import ./hardening.nix
    // import ./service.nix { inherit (settings) watchdog; }
    // {
      RestartSec = "1s";
      KillMode = "mixed";
      ExecStart = [
        # Small young generations, no threads for them and one compiler less: together some 20 MB.
        "${paths.node} --max-old-space-size=256 --max-semi-space-size=1 --single-threaded-gc --no-maglev ${paths.executor}/services/executor/dist/main.mjs"
      ];
      Sockets = socketNames;

      TasksMax = executor.tasksMax;
      MemoryMax = executor.memoryMax; # a NixOS evaluation takes 1 GB and more, and it is a child of this unit
      OOMPolicy = "continue"; # a killed build must not take the daemon with it

      StateDirectory = [
        "voxnix"
        "voxnix/home"
        "voxnix-workspaces"
      ];
      StateDirectoryMode = "0700";
      # A container that was killed leaves its unix-export behind; the executor clears it.
      # What it had systemd set for a container that goes, it clears too.
      ReadWritePaths = paths.writable ++ [
        "-/run/systemd/nspawn"
        "-/run/systemd/system.control"
      ];
      ProtectProc = "default"; # machine leaders are looked up in /proc
      UMask = "0022"; # what Nix puts in the store is for every user

      # No network: AF_UNIX for systemd and the sockets, AF_NETLINK for `bridge link set`.
      RestrictAddressFamilies = [
        "AF_UNIX"
        "AF_NETLINK"
      ];
      IPAddressDeny = "any";

      # `systemd-run --machine` joins the container's namespaces to reach its bus; nothing here makes new ones.
      RestrictNamespaces = "mnt pid user";
      SystemCallFilter = [
        "@system-service chroot"
        "~@keyring"
      ];
      CapabilityBoundingSet = [
        "CAP_CHOWN" # store paths and workspaces get their owner
        "CAP_DAC_OVERRIDE" # a destroyed container's files belong to its own user range
        "CAP_FOWNER"
        "CAP_KILL"
        "CAP_LINUX_IMMUTABLE" # NixOS makes /var/empty immutable; destroy clears that
        "CAP_NET_ADMIN" # port isolation on the bridge
        "CAP_SETGID" # entering a container's user namespace
        "CAP_SETUID"
        "CAP_SYS_ADMIN" # setns(2) for `systemd-run --machine`
        "CAP_SYS_CHROOT"
        "CAP_SYS_PTRACE" # opening /proc/<leader>/ns of another user namespace
      ];
    };
}
