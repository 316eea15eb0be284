/** What one option of services.voxnix promises. */
export interface OptionCase {
  /** A value that is not the default, and what then is in the units or beside them. */
  readonly good: readonly [value: unknown, effect: RegExp];
  /** A value that is refused; the error has to name the option and say the rule. */
  readonly bad?: readonly [value: unknown, rule: RegExp];
}

/** A value that JSON cannot hold. */
export const PACKAGE = "@package@";

const whole = /integer/;
const memory = /amount of memory/;
const level = /one of "trace"/;

/** Every option there is, without `services.voxnix.`; an option that is missing here fails the check. */
export const optionCases: Readonly<Record<string, OptionCase>> = {
  enable: { good: [true, /voxnix-executor\.service/], bad: ["yes", /boolean/] },
  "package.agent": { good: [PACKAGE, /ExecStart=.* \S+-mine\/lib/], bad: ["agent", /package/] },
  "package.executor": { good: [PACKAGE, /ExecStart=.*-mine\/lib\/voxnix\/services\/executor/] },
  "package.extraContainer": { good: [PACKAGE, /VOXNIX_EXTRA_CONTAINER=\S+-mine\/bin\/extra-container/] },
  "package.tools": { good: [PACKAGE, /"programs":\[[^\]]*"mine"/] },
  nixpkgs: { good: ["/srv/nixpkgs", /VOXNIX_NIXPKGS=\/srv\/nixpkgs"/], bad: ["nixpkgs", /absolute path/] },
  library: { good: ["/srv/nix", /VOXNIX_LIBRARY=\/srv\/nix"/], bad: [7, /absolute path/] },
  watchdog: { good: [90, /WatchdogSec=90s/], bad: [3, /between 10 and 3600/] },

  "network.bridge": {
    good: ["br-home", /VOXNIX_BRIDGE=br-home.*link add name br-home|link add name br-home/],
    bad: ["a-bridge-with-a-long-name", /network interface/],
  },
  "network.subnet": {
    good: ["10.99.4.0/22", /address replace 10\.99\.4\.1\/22/],
    bad: ["10.99.4.7/22", /IPv4 network/],
  },
  "network.nat.enable": { good: [false, /"nat":\{"enable":false/], bad: [1, /boolean/] },
  "network.nat.externalInterface": {
    good: ["eth0", /"externalInterface":"eth0"/],
    bad: ["eth 0", /network interface/],
  },
  "network.hostPorts": {
    good: [[11434], /th dport \{ 53, 11434 \}/],
    bad: [[70_000], /between 0 and 65535/],
  },
  "network.reachPrivateNetworks": { good: [true, /"rules":""/], bad: ["no", /boolean/] },

  "containers.perOwner": { good: [3, /VOXNIX_MAX_CONTAINERS_PER_OWNER=3"/], bad: [0, /between 1 and 10000/] },
  "containers.startTimeout": { good: [300, /VOXNIX_START_TIMEOUT_S=300"/], bad: [2, /between 5 and 3600/] },
  "containers.generations": { good: [5, /VOXNIX_GENERATIONS=5"/], bad: [0, /between 1 and 1000/] },

  "containers.memory": { good: [2048, /VOXNIX_LIMIT_MEMORY_MB=2048"/], bad: [-1, whole] },
  "containers.cpu": { good: [150, /VOXNIX_LIMIT_CPU_PERCENT=150"/], bad: ["all", whole] },
  "containers.tasks": { good: [512, /VOXNIX_LIMIT_TASKS=512"/], bad: [1.5, whole] },
  "containers.ownerMemory": { good: [8192, /VOXNIX_OWNER_MEMORY_MB=8192"/], bad: [-1, whole] },
  "containers.ownerCpu": { good: [400, /VOXNIX_OWNER_CPU_PERCENT=400"/], bad: ["all", whole] },
  "containers.ownerTasks": { good: [9000, /VOXNIX_OWNER_TASKS=9000"/], bad: [1.5, whole] },
  "containers.forbiddenModules": {
    good: [["docker", "tailscale"], /VOXNIX_FORBIDDEN_MODULES=docker,tailscale"/],
    bad: [["a b"], /name of a module/],
  },
  "containers.ownerDisk": { good: [500, /VOXNIX_OWNER_DISK_MB=500"/], bad: [-1, whole] },

  "audit.fileSize": { good: [4, /VOXNIX_AUDIT_FILE_MB=4"/], bad: [0, /between 1 and 1000/] },
  "audit.files": { good: [32, /VOXNIX_AUDIT_FILES=32"/], bad: [0, /between 1 and 10000/] },

  "workspaces.storage": {
    good: ["directory", /VOXNIX_WORKSPACE_STORAGE=directory"/],
    bad: ["nfs", /one of "auto"/],
  },
  "workspaces.zfsDataset": {
    good: ["tank/voxnix", /VOXNIX_ZFS_DATASET=tank\/voxnix"/],
    bad: ["/tank", /ZFS dataset/],
  },
  "workspaces.quota": { good: [50, /VOXNIX_WORKSPACE_QUOTA_MB=51200"/], bad: [-1, /integer/] },
  "workspaces.trashDays": { good: [7, /VOXNIX_TRASH_DAYS=7"/], bad: [5000, /between 0 and 3650/] },

  "images.keep": { good: [4, /VOXNIX_IMAGES_KEEP=4"/], bad: ["four", whole] },
  "images.days": { good: [14, /VOXNIX_IMAGES_DAYS=14"/], bad: [1.5, whole] },
  "images.diskLimit": { good: [80, /VOXNIX_IMAGES_GB=80"/], bad: [0, /positive integer/] },
  "images.prebuild": {
    good: [
      [{ modules: { git: {} }, packages: ["ripgrep"] }],
      /VOXNIX_PREBUILD=\/nix\/store\/\S+-voxnix-prebuild\.json"/,
    ],
    bad: ["git", /list/],
  },
  "images.prebuild.*.modules": {
    good: [[{ modules: { fish: { greeting: "hi" } } }], /VOXNIX_PREBUILD=/],
    bad: [[{ modules: ["git"] }], /attribute set/],
  },
  "images.prebuild.*.packages": {
    good: [[{ packages: ["python3Packages.requests"] }], /VOXNIX_PREBUILD=/],
    bad: [[{ packages: ["ripgrep; rm"] }], /attribute name of nixpkgs/],
  },

  "executor.memoryMax": { good: ["6G", /MemoryMax=6G/], bad: ["lots", memory] },
  "executor.tasksMax": { good: [4096, /TasksMax=4096/], bad: [0, /positive integer/] },
  "executor.evaluationMemory": { good: [2048, /VOXNIX_EVAL_MEMORY_MB=2048"/], bad: [1, /between 128/] },
  "executor.logLevel": { good: ["debug", /LOG_LEVEL=debug"/], bad: ["loud", level] },

  "agent.enable": { good: [false, /^(?!.*voxnix-agent\.service")/s], bad: ["yes", /boolean/] },
  "agent.owners": {
    good: [["telegram:1", "telegram:2"], /VOXNIX_OWNERS=telegram:1,telegram:2"/],
    bad: [["ada"], /owner such as telegram/],
  },
  "agent.telegramUsers": {
    good: [["3", "4"], /TELEGRAM_ALLOWED_USERS=3,4"/],
    bad: [["@ada"], /digits, not a @name/],
  },
  "agent.models": {
    good: [
      ["openai:gpt-5-mini=0.25/2", "offline"],
      /LLM_MODEL=openai:gpt-5-mini".*VOXNIX_MODELS=openai:gpt-5-mini=0\.25\/2,offline"/s,
    ],
    bad: [["gpt 5"], /model such as/],
  },
  "agent.modelServer": {
    good: ["http://192.168.1.30:11434/v1", /LLM_BASE_URL=http:\/\/192\.168\.1\.30:11434\/v1"/],
    bad: ["192.168.1.30", /https? address/],
  },
  "agent.memberContainers": { good: [2, /VOXNIX_MEMBER_CONTAINERS=2"/], bad: [-1, /between 0/] },
  "agent.dailyBudget": { good: ["2.50", /VOXNIX_DAILY_BUDGET=2\.50"/], bad: ["2 euros", /budget such as/] },
  "agent.memberDailyBudget": {
    good: ["200000 tokens", /VOXNIX_MEMBER_DAILY_BUDGET=200000 tokens"/],
    bad: [5, /budget such as/],
  },
  "agent.quietHours": { good: ["22-7", /VOXNIX_QUIET_HOURS=22-7"/], bad: ["22:00", /hours such as/] },
  "agent.webhook": {
    good: ["https://box.example.org/telegram", /TELEGRAM_WEBHOOK_URL=https:\/\/box\.example\.org\/telegram"/],
    bad: ["http://box.example.org", /https address/],
  },
  "agent.transcriptionServer": {
    good: ["http://192.168.1.30:9000/v1", /VOXNIX_TRANSCRIBE_URL=http:\/\/192\.168\.1\.30:9000\/v1"/],
    bad: ["whisper", /https? address/],
  },
  "agent.transcriptionModel": {
    good: ["whisper-1", /VOXNIX_TRANSCRIBE_MODEL=whisper-1"/],
    bad: ["whisper 1", /model such as/],
  },
  "agent.environmentFile": {
    good: ["/run/agenix/voxnix-agent", /EnvironmentFile=-\/run\/agenix\/voxnix-agent/],
    bad: ["agent.env", /absolute path/],
  },
  "agent.httpPort": { good: [9000, /VOXNIX_HTTP_PORT=9000"/], bad: [70000, /between 0 and 65535/] },
  "agent.telemetry": {
    good: ["https://otlp.example.org", /OTEL_EXPORTER_OTLP_ENDPOINT=https:\/\/otlp\.example\.org"/],
    bad: ["otlp", /https? address/],
  },
  "agent.memoryMax": { good: ["512M", /MemoryMax=512M/], bad: ["512 MB", memory] },
  "agent.tasksMax": { good: [128, /TasksMax=128/], bad: [-5, /positive integer/] },
  "agent.logLevel": { good: ["warn", /LOG_LEVEL=warn"/], bad: ["quiet", level] },
};

/** What assertions refuse: services.voxnix, what else the host says, and what the text tells to do. */
export const refusals: readonly {
  readonly name: string;
  readonly settings: object;
  readonly host?: object;
  readonly says: RegExp;
}[] = [
  { name: "nobody may speak", settings: { agent: {} }, says: /agent\.owners = \[ "telegram:YOUR-ID" \]/ },
  {
    name: "ZFS without a dataset",
    settings: { workspaces: { storage: "zfs" } },
    says: /Set services\.voxnix\.workspaces\.zfsDataset, for example/,
  },
  {
    name: "a dataset without ZFS",
    settings: { workspaces: { zfsDataset: "tank/voxnix" } },
    says: /Set boot\.supportedFilesystems\.zfs = true and networking\.hostId/,
  },
  {
    name: "secrets in the store",
    settings: { agent: { owners: ["telegram:1"], environmentFile: "/nix/store/x-agent.env" } },
    says: /everybody on this host can read it\. Use agenix/,
  },
  {
    name: "a member's quota above everybody's",
    settings: { agent: { owners: ["telegram:1"], memberContainers: 20 } },
    says: /memberContainers is 20, more than anybody may have.*perOwner is 10/,
  },
  {
    name: "NAT into its own bridge",
    settings: { network: { nat: { externalInterface: "br-vox" } } },
    says: /the containers' own bridge br-vox\. Name the interface that leads outside/,
  },
  {
    name: "a bridge that the host declares too",
    settings: {},
    host: { networking: { bridges: { "br-vox": { interfaces: [] } } } },
    says: /Give services\.voxnix\.network\.bridge another name/,
  },
  {
    name: "containers kept out of private networks by iptables",
    settings: {},
    host: { networking: { nftables: { enable: false } } },
    says: /Set networking\.nftables\.enable = true, or services\.voxnix\.network\.reachPrivateNetworks/,
  },
  {
    name: "an unknown module prebuilt",
    settings: { images: { prebuild: [{ modules: { gti: {} } }] } },
    says: /there is no module "gti"; there are: .*git/,
  },
];
