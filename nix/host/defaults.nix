# What a host is like unless its owner says otherwise. The options of services.voxnix take their defaults
# from here, and so does a host without NixOS. null: the service's own default.
{
  network = {
    bridge = "br-vox";
    subnet = "10.88.0.0/24";
    hostPorts = [ ];
    reachPrivateNetworks = false;
  };
  executor = {
    memoryMax = "75%";
    tasksMax = 2048;
    logLevel = "info";
    evaluationMemory = null;
  };
  containers = {
    perOwner = 10;
    startTimeout = 120;
    generations = null;
    forbiddenModules = [ "docker" ];
    memory = null;
    cpu = null;
    tasks = null;
    ownerMemory = null;
    ownerCpu = null;
    ownerTasks = null;
    ownerDisk = null;
  };
  workspaces = {
    storage = "auto";
    zfsDataset = null;
    quota = null;
    trashDays = null;
  };
  audit = {
    fileSize = null;
    files = null;
  };
  images = {
    keep = null;
    days = null;
    diskLimit = null;
    prebuild = [ ];
  };
  agent = {
    owners = [ ];
    telegramUsers = [ ];
    models = [ ];
    modelServer = null;
    memberContainers = null;
    dailyBudget = null;
    memberDailyBudget = null;
    quietHours = null;
    webhook = null;
    transcriptionServer = null;
    transcriptionModel = null;
    httpPort = 8787;
    telemetry = null;
    logLevel = "info";
    memoryMax = "1G";
    tasksMax = 256;
    environmentFile = "/etc/voxnix/agent.env";
  };
  # Both services: how long one may be silent before systemd ends it, and how soon it comes back.
  watchdog = 60;
}
