# The unit of voxnix-agent: talks to the outside, owns nothing on the host.
# It can open the tenant socket through its group, and its own state. That is all.
{ paths, limits }:
{
  description = "voxnix agent: chat in, containers out";
  wants = [ "voxnix-executor-agent.socket" ];
  after = [ "voxnix-executor-agent.socket" "network.target" ];
  wantedBy = [ "multi-user.target" ];
  environment = {
    HOME = "/var/lib/voxnix-agent";
    VOXNIX_SOCKET = "/run/voxnix/agent.sock";
    NODE_ENV = "production";
  };
  serviceConfig = import ./hardening.nix // {
    Type = "notify";
    NotifyAccess = "all";
    WatchdogSec = "60s";
    TimeoutStartSec = "60s";
    TimeoutStopSec = "45s"; # turns under way may end
    Restart = "on-failure";
    RestartPreventExitStatus = 78; # a bad configuration, or a refused token: trying again does not help
    RestartSec = "2s";
    EnvironmentFile = "-/etc/voxnix/agent.env";
    ExecStart = [ "${paths.node} ${paths.code}/services/agent/src/main.ts" ];

    User = "voxnix-agent";
    Group = "voxnix";
    StateDirectory = "voxnix-agent";
    StateDirectoryMode = "0700";
    RuntimeDirectory = "voxnix-agent";
    RuntimeDirectoryMode = "0700";
    UMask = "0077";
    TasksMax = limits.agentTasks;
    MemoryMax = limits.agentMemory;

    PrivateUsers = true;
    PrivateIPC = true;
    ProtectProc = "invisible";
    ProcSubset = "pid";
    RemoveIPC = true;
    InaccessiblePaths = [ "-/run/voxnix/admin.sock" "-/run/dbus" "-/run/systemd/private" "-/nix/var/nix/daemon-socket" ];

    RestrictAddressFamilies = [ "AF_UNIX" "AF_INET" "AF_INET6" ];
    RestrictNamespaces = true;
    SystemCallFilter = [ "@system-service" "~@privileged @resources" ];
    CapabilityBoundingSet = "";
    AmbientCapabilities = "";
  };
}
