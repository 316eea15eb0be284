# The disk as layout.nix has it; `just provision` runs system.build.disk to make it so.
{ pkgs, lib, ... }:
let
  layout = import ./layout.nix;
  inherit (layout) firmware root;
in
{
  fileSystems =
    lib.mapAttrs' (
      subvolume: mountPoint:
      lib.nameValuePair mountPoint {
        device = "/dev/disk/by-label/${root.label}";
        fsType = "btrfs";
        options = root.options ++ [ "subvol=${subvolume}" ];
        neededForBoot = lib.elem mountPoint [
          "/"
          "/nix"
          "/var/log"
        ];
      }
    ) root.subvolumes
    // {
      ${firmware.mountPoint} = {
        device = "/dev/disk/by-label/${firmware.label}";
        fsType = "vfat";
        options = [ "umask=0077" ];
      };
    };
  services.btrfs.autoScrub.enable = true;

  system.build.disk = pkgs.writeShellApplication {
    name = "voxnix-disk";
    runtimeInputs = [
      pkgs.btrfs-progs
      pkgs.coreutils
      pkgs.dosfstools
      pkgs.gawk
      pkgs.gnugrep
      pkgs.openssh
      pkgs.util-linux
    ];
    text = import ./disk-script.nix;
    checkPhase = "";
  };
}
