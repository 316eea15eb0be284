# The unit of voxnix-agent: talks to the outside, owns nothing on the host.
# It can open the tenant socket through its group, and its own state. That is all.
{ paths, settings }:
let
  inherit (settings) agent;
  withoutPrice = model: builtins.head (builtins.match "([^=]*)(=.*)?" model);
  words = list: if list == [ ] then null else builtins.concatStringsSep "," (map toString list);
in
{
  description = "voxnix agent: chat in, containers out";
  wants = [ "voxnix-executor-agent.socket" ];
  after = [
    "voxnix-executor-agent.socket"
    "network.target"
  ];
  wantedBy = [ "multi-user.target" ];
  # What is set here is the host's word; secrets and what a person sets by hand come from EnvironmentFile=,
  # which wins (systemd.exec(5)).
  environment = import ./environment.nix {
    HOME = "/var/lib/voxnix-agent";
    NODE_COMPILE_CACHE = "/var/lib/voxnix-agent/.cache/node";
    MALLOC_ARENA_MAX = 2; # glibc's heaps for each thread are left full of holes
    NODE_ENV = "production";
    VOXNIX_SOCKET = "/run/voxnix/agent.sock";
    VOXNIX_HTTP_PORT = agent.httpPort;
    VOXNIX_OWNERS = words agent.owners;
    TELEGRAM_ALLOWED_USERS = words agent.telegramUsers;
    LLM_MODEL = if agent.models == [ ] then null else withoutPrice (builtins.head agent.models);
    VOXNIX_MODELS = words agent.models;
    LLM_BASE_URL = agent.modelServer;
    VOXNIX_MEMBER_CONTAINERS = agent.memberContainers;
    VOXNIX_DAILY_BUDGET = agent.dailyBudget;
    VOXNIX_MEMBER_DAILY_BUDGET = agent.memberDailyBudget;
    VOXNIX_QUIET_HOURS = agent.quietHours;
    TELEGRAM_WEBHOOK_URL = agent.webhook;
    VOXNIX_TRANSCRIBE_URL = agent.transcriptionServer;
    VOXNIX_TRANSCRIBE_MODEL = agent.transcriptionModel;
    OTEL_EXPORTER_OTLP_ENDPOINT = agent.telemetry;
    LOG_LEVEL = agent.logLevel;
  };
  serviceConfig =
    import ./hardening.nix
    // import ./service.nix { inherit (settings) watchdog; }
    // {
      RestartPreventExitStatus = 78; # a bad configuration, or a refused token: trying again does not help
      RestartSec = "2s";
      EnvironmentFile = "-${agent.environmentFile}";
      # Small young generations: what lives on in an idle agent is little. And a bound, by which V8 measures how much
      # it may let lie: without one it takes a share of the host's memory for it (337 MB after 500 turns, with it 164).
      ExecStart = [
        "${paths.node} --max-semi-space-size=1 --max-old-space-size=192 ${paths.agent}/services/agent/dist/main.mjs"
      ];

      User = "voxnix-agent";
      Group = "voxnix";
      StateDirectory = "voxnix-agent";
      StateDirectoryMode = "0700";
      RuntimeDirectory = "voxnix-agent";
      RuntimeDirectoryMode = "0700";
      UMask = "0077";
      TasksMax = agent.tasksMax;
      MemoryMax = agent.memoryMax;

      PrivateUsers = true;
      PrivateIPC = true;
      ProtectProc = "invisible";
      ProcSubset = "pid";
      RemoveIPC = true;
      InaccessiblePaths = [
        "-/run/voxnix/admin.sock"
        "-/run/dbus"
        "-/run/systemd/private"
        "-/nix/var/nix/daemon-socket"
      ];

      RestrictAddressFamilies = [
        "AF_UNIX"
        "AF_INET"
        "AF_INET6"
      ];
      RestrictNamespaces = true;
      SystemCallFilter = [
        "@system-service"
        "~@privileged @resources"
      ];
      CapabilityBoundingSet = "";
      AmbientCapabilities = "";
    };
}
