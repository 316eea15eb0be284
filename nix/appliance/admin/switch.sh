#!/usr/bin/env bash
# Brings a built system to the appliance and switches to it; if that fails the machine is told to go back.
#   switch.sh HOST SYSTEM
set -euo pipefail
host=$1
[[ $host == *@* ]] || host=admin@$host
system=$(readlink -f "$2")
profile=/nix/var/nix/profiles/system

nix --extra-experimental-features nix-command copy --substitute-on-destination --to "ssh-ng://$host" "$system"
before=$(ssh "$host" -- readlink -f $profile)
ssh "$host" -- sudo nix-env --profile $profile --set "$system"
if ssh "$host" -- sudo "$profile/bin/switch-to-configuration" switch && ssh "$host" -- sudo voxnix-status; then
  exit 0
fi
echo "The new system is not well: going back to $before." >&2
ssh "$host" -- sudo nix-env --profile $profile --rollback
ssh "$host" -- sudo "$before/bin/switch-to-configuration" switch
exit 1
