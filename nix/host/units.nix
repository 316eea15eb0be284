# Everything voxnix puts on a host, as plain data: no nixpkgs needed, builtins alone.
# The sandbox renders it to unit files (render.nix); the NixOS module hands the same data to systemd.*.
#
# paths:    executor, agent (folders with the code of each), node, library, nixpkgs, extraContainer,
#           searchPath, ip and nft (those programs), prebuild (a file, or null), nixRemote (or null), and
#           writable = what extra-container and Nix write on this kind of host.
# settings: what differs from defaults.nix.
{
  paths,
  settings ? { },
}:
let
  defaults = import ./defaults.nix;
  given = builtins.mapAttrs (
    name: default:
    if builtins.isAttrs default then default // settings.${name} or { } else settings.${name} or default
  ) defaults;
  all = given // {
    network = given.network // import ./subnet.nix given.network.subnet;
  };
  # What is root's in a container is root's there, setuid if it likes: nobody else on the host may get to it.
  trees = "/var/lib/nixos-containers";
  socketNames = [
    "voxnix-executor-agent.socket"
    "voxnix-executor-admin.socket"
  ];
  socket =
    {
      description,
      path,
      name,
      group,
      mode,
    }:
    {
      inherit description;
      wantedBy = [ "sockets.target" ];
      socketConfig = {
        ListenStream = path;
        FileDescriptorName = name;
        Service = "voxnix-executor.service";
        SocketUser = "root";
        SocketGroup = group;
        SocketMode = mode;
        DirectoryMode = "0755";
        RemoveOnStop = true;
      };
    };
in
{
  groups = [ "voxnix" ];
  users.voxnix-agent = {
    group = "voxnix";
    description = "voxnix agent";
    home = "/var/lib/voxnix-agent";
  };

  # The kernel counts what containers take of these against root, and they would run out for all: a container takes
  # seven instances by itself. Each takes memory, which counts against the container's own limit.
  sysctl = {
    "fs.inotify.max_user_instances" = 1048576;
    "fs.inotify.max_user_watches" = 4194304;
  };

  # A path in ReadWritePaths has to exist before the unit starts. Below /nix it does.
  tmpfiles = [
    "d /etc/voxnix 0750 root voxnix -"
    "d /nix/var/nix/gcroots/voxnix 0755 root root -"
    "d /run/systemd/nspawn 0755 root root -"
    "d /run/voxnix-reader 0755 root root -" # the root of who reads what a container wrote (journal-at-rest.ts)
    "d /run/systemd/system.control 0755 root root -"
  ]
  ++ map (path: "d ${path} ${if path == trees then "0700" else "0755"} root root -") (
    builtins.filter (path: builtins.match "/nix(/.*)?" path == null) paths.writable
  );

  services = {
    voxnix-executor = import ./executor.nix {
      inherit paths socketNames;
      settings = all;
    };
    voxnix-agent = import ./agent.nix {
      inherit paths;
      settings = all;
    };
    voxnix-bridge = import ./bridge.nix {
      inherit paths;
      inherit (all) network;
    };
    voxnix-fence = import ./fence.nix {
      inherit paths;
      inherit (all) network;
    };
  };

  sockets = {
    voxnix-executor-agent = socket {
      description = "voxnix executor, tenant door";
      path = "/run/voxnix/agent.sock";
      name = "agent";
      group = "voxnix";
      mode = "0660";
    };
    voxnix-executor-admin = socket {
      description = "voxnix executor, admin door";
      path = "/run/voxnix/admin.sock";
      name = "admin";
      group = "root";
      mode = "0600";
    };
  };
}
