# The script that makes layout.nix on a disk and mounts it. It erases the disk, so it is told which one.
# Arguments: the disk, and where to mount (by default /mnt).
let
  layout = import ./layout.nix;
  inherit (builtins) attrNames concatStringsSep filter;
  inherit (layout) firmware root;
  names = attrNames root.subvolumes;
  # Mounted from the outside in: / first.
  ordered = [ "root" ] ++ filter (name: name != "root") names;
  options = concatStringsSep "," root.options;
in
''
  set -euo pipefail
  disk=''${1:?which disk?}
  target=''${2:-/mnt}
  [ -b "$disk" ] || { echo "$disk is not a disk of this machine:" >&2; lsblk >&2; exit 1; }
  if findmnt --source "$disk" >/dev/null || lsblk --noheadings --output MOUNTPOINT "$disk" | grep -q .; then
    echo "$disk is in use; unmount it first:" >&2
    lsblk "$disk" >&2
    exit 1
  fi

  echo "Dividing $disk"
  wipefs --all --quiet "$disk"
  sfdisk --quiet --wipe always --wipe-partitions always "$disk" <<'TABLE'
  label: gpt
  size=${firmware.size}, type=uefi, name=voxnix-firmware
  type=linux, name=voxnix-root
  TABLE
  # Where the kernel has not read the new table by itself.
  partx --update "$disk" 2>/dev/null || true
  partitions=()
  for _ in $(seq 50); do
    mapfile -t partitions < <(lsblk --list --noheadings --paths --output NAME,TYPE "$disk" | awk '$2 == "part" { print $1 }')
    [ "''${#partitions[@]}" = 2 ] && [ -b "''${partitions[1]}" ] && break
    sleep 0.1
  done
  [ "''${#partitions[@]}" = 2 ] || { echo "$disk has no partitions that the kernel knows of" >&2; exit 1; }

  echo "Making file systems"
  mkfs.vfat -F 32 -n ${firmware.label} "''${partitions[0]}" >/dev/null
  mkfs.btrfs --quiet --force --label ${root.label} "''${partitions[1]}"
  mkdir -p "$target"
  mount "''${partitions[1]}" "$target"
  for subvolume in ${concatStringsSep " " ordered}; do
    btrfs --quiet subvolume create "$target/$subvolume"
  done
  umount "$target"

  echo "Mounting them below $target"
  ${concatStringsSep "\n" (
    map (
      name:
      ''mount --mkdir -o ${options},subvol=${name} "''${partitions[1]}" "$target${root.subvolumes.${name}}"''
    ) ordered
  )}
  mount --mkdir -o umask=0077 "''${partitions[0]}" "$target${firmware.mountPoint}"

  # The machine's identity, made here and kept: secrets are encrypted for it.
  mkdir -p "$target/etc/ssh"
  ssh-keygen -q -t ed25519 -N "" -C "" -f "$target/etc/ssh/ssh_host_ed25519_key"
''
