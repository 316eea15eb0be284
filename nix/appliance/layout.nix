# How the disk is divided, as plain data: one file system for the firmware, one btrfs with a subvolume for each
# thing that is kept, snapshotted or thrown away by itself.
{
  firmware = {
    label = "VOXNIX-ESP"; # FAT: at most 11 characters
    size = "1GiB";
    mountPoint = "/boot";
  };
  root = {
    label = "voxnix";
    options = [
      "compress=zstd"
      "noatime"
    ];
    # Subvolume → where it is mounted. The first ones contain the later ones.
    subvolumes = {
      root = "/";
      nix = "/nix";
      log = "/var/log";
      state = "/var/lib/voxnix";
      workspaces = "/var/lib/voxnix-workspaces";
    };
  };
}
