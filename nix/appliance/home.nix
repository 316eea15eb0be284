# This home: every value that is not the same everywhere, in one place. Plain data.
# Replace what says CHANGE-ME; the rest is what most homes want. What each means, and what else there is:
# options.nix beside this file, and docs/installation.md.
{
  voxnix.home = {
    hostName = "voxnix";
    timeZone = "CHANGE-ME, such as Europe/Berlin";
    admin = {
      name = "admin";
      keys = [ "CHANGE-ME: ssh-ed25519 AAAA… you@laptop" ];
    };
    machine = {
      platform = "hyper-v";
      disk = "/dev/sda";
      hostKey = "CHANGE-ME: what `just provision` prints";
    };
    lan = {
      networks = [ "CHANGE-ME, such as 192.168.1.0/24" ];
      # address = "192.168.1.20/24"; # instead of DHCP
      # gateway = "192.168.1.1";
      # nameservers = [ "192.168.1.1" ];
    };
    tailscale.enable = false;
  };

  services.voxnix = {
    agent = {
      owners = [ "telegram:CHANGE-ME" ]; # your numeric id: @userinfobot tells it
      telegramUsers = [ ]; # who else may speak
      models = [ "openrouter:anthropic/claude-haiku-4.5" ];
    };
    network.subnet = "10.88.0.0/24"; # not one that the home uses
    containers.perOwner = 10;
    workspaces = {
      storage = "auto";
      quota = 50;
      trashDays = 30;
    };
    images.prebuild = [
      {
        modules = {
          git = { };
          workspace = { };
        };
      }
    ];
  };
}
