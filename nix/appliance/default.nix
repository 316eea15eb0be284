# The appliance: a headless NixOS machine whose one purpose is voxnix. What differs between homes is in
# home.nix; everything here is the same for all.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (config.voxnix) home;
  # Until it is filled in there is nothing to set.
  filled = value: if lib.hasPrefix "CHANGE-ME" value then null else value;
in
{
  imports = [
    ./options.nix
    ./placeholders.nix
    ./platforms
    ./disk.nix
    ./network.nix
    ./ssh.nix
    ./secrets.nix
  ];

  services.voxnix.enable = true;

  networking.hostName = home.hostName;
  time.timeZone = filled home.timeZone;
  i18n.defaultLocale = home.locale;

  users = {
    mutableUsers = false;
    users.${home.admin.name} = {
      isNormalUser = true;
      extraGroups = [
        "wheel"
        "systemd-journal"
      ];
      openssh.authorizedKeys.keys = home.admin.keys;
    };
  };
  # The admin has a key and no password.
  security.sudo.wheelNeedsPassword = false;

  nix = {
    settings = {
      experimental-features = [
        "nix-command"
        "flakes"
      ];
      # `just deploy` copies a system that the admin's machine built.
      trusted-users = [ "@wheel" ];
      auto-optimise-store = true;
    };
    # Images and generations have roots of their own; this takes what nobody holds.
    gc = {
      automatic = true;
      dates = "weekly";
      options = "--delete-older-than 30d";
    };
  };

  services.journald.extraConfig = "SystemMaxUse=2G";
  # A container's log is in the host's journal until the container is gone.
  documentation.enable = false;
  # For backups, see docs/operations.md.
  environment.systemPackages = [ pkgs.rsync ];
  # Nobody sits in front of it.
  systemd.enableEmergencyMode = false;
  boot = {
    loader = {
      systemd-boot = {
        enable = true;
        configurationLimit = 20;
        editor = false;
      };
      efi.canTouchEfiVariables = true;
      timeout = 3;
    };
    tmp.cleanOnBoot = true;
    kernel.sysctl."kernel.panic" = 10; # seconds; then it starts again by itself
  };
  zramSwap.enable = true;

  # The data layout that this machine began with; it stays when nixpkgs moves on.
  system.stateVersion = "25.11";
}
