#!/usr/bin/env bash
# Installs the appliance on a machine that runs the NixOS installer and lets root in by SSH. Its disk is erased.
#   install.sh ADDRESS DISK SYSTEM DEVICE
# DISK, SYSTEM: links to the built system.build.disk and system.build.toplevel; DEVICE: what is erased.
set -euo pipefail
address=$1
device=$4
script=$(readlink -f "$2")
system=$(readlink -f "$3")
# An installer has another key each time it boots.
ssh=(-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR)
export NIX_SSHOPTS="${ssh[*]}"
copy() { nix --extra-experimental-features nix-command copy --substitute-on-destination --to "$@"; }
there() { ssh "${ssh[@]}" "root@$address" "$@"; }

there test -e /etc/NIXOS || {
  echo "$address does not run the NixOS installer." >&2
  exit 1
}
copy "ssh://root@$address" "$script"
there "$script/bin/voxnix-disk" "$device"
copy "ssh://root@$address?remote-store=local%3Froot=/mnt" "$system"
there nixos-install --root /mnt --system "$system" --no-root-passwd --no-channel-copy
echo
echo "Installed. The machine's key, for voxnix.home.machine.hostKey in nix/appliance/home.nix:"
there cat /mnt/etc/ssh/ssh_host_ed25519_key.pub
there systemctl reboot || true
