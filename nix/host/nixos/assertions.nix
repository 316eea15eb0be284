# What options cannot say one by one. Each text tells what is wrong, and what to write instead.
{ config, lib, ... }:
let
  cfg = config.services.voxnix;
  modules = builtins.attrNames (import ../../compose/library.nix);
  unknown = builtins.concatMap (
    image: builtins.filter (name: !(builtins.elem name modules)) (builtins.attrNames image.modules)
  ) cfg.images.prebuild;
  option = name: "services.voxnix.${name}";
in
{
  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.workspaces.storage == "zfs" -> cfg.workspaces.zfsDataset != null;
        message = "${option "workspaces.storage"} is \"zfs\", and no dataset is named. Set ${option "workspaces.zfsDataset"}, for example to \"tank/voxnix\".";
      }
      {
        assertion = cfg.workspaces.zfsDataset != null -> config.boot.supportedFilesystems.zfs or false;
        message = "${option "workspaces.zfsDataset"} is \"${toString cfg.workspaces.zfsDataset}\", and this host has no ZFS. Set boot.supportedFilesystems.zfs = true and networking.hostId, or use another ${option "workspaces.storage"}.";
      }
      {
        assertion = !(lib.hasPrefix builtins.storeDir cfg.agent.environmentFile);
        message = "${option "agent.environmentFile"} is in the Nix store, where everybody on this host can read it. Use agenix (docs/installation.md) and give the path below /run/agenix.";
      }
      {
        assertion = cfg.agent.enable -> cfg.agent.owners != [ ] || cfg.agent.telegramUsers != [ ];
        message = "nobody may speak to voxnix: ${option "agent.owners"} and ${option "agent.telegramUsers"} are both empty. Send /start to @userinfobot on Telegram to learn your id, and set ${option "agent.owners"} = [ \"telegram:YOUR-ID\" ].";
      }
      {
        assertion =
          cfg.agent.memberContainers == null || cfg.agent.memberContainers <= cfg.containers.perOwner;
        message = "${option "agent.memberContainers"} is ${toString cfg.agent.memberContainers}, more than anybody may have: ${option "containers.perOwner"} is ${toString cfg.containers.perOwner}.";
      }
      {
        assertion = cfg.network.nat.externalInterface != cfg.network.bridge;
        message = "${option "network.nat.externalInterface"} is the containers' own bridge ${cfg.network.bridge}. Name the interface that leads outside, or leave it null.";
      }
      {
        assertion = !(config.networking.bridges ? ${cfg.network.bridge});
        message = "networking.bridges.${cfg.network.bridge} is declared, and voxnix makes and removes ${cfg.network.bridge} itself. Give ${option "network.bridge"} another name.";
      }
      {
        assertion = !cfg.network.reachPrivateNetworks -> config.networking.nftables.enable;
        message = "keeping containers out of private networks takes the nftables firewall. Set networking.nftables.enable = true, or ${option "network.reachPrivateNetworks"} = true.";
      }
      {
        assertion = unknown == [ ];
        message = "${option "images.prebuild"}: there is no module ${
          lib.concatMapStringsSep ", " (name: "\"${name}\"") unknown
        }; there are: ${lib.concatStringsSep ", " modules}.";
      }
    ];
  };
}
