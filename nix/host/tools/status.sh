#!/usr/bin/env bash
# How voxnix is on this host: its units, what its executor finds amiss, its containers, its disk.
# Exits 0 if all is well.
set -uo pipefail

failed=0
echo "Units"
for unit in voxnix-bridge.service voxnix-executor-agent.socket voxnix-executor-admin.socket voxnix-executor.service voxnix-agent.service; do
  # A host may do without the agent.
  [ "$(systemctl show --property=LoadState --value $unit)" = loaded ] || continue
  state=$(systemctl is-active $unit) || failed=1
  echo "  $unit: $state"
done

echo "Executor"
if ! command -v grpcurl >/dev/null; then
  echo "  grpcurl is not on this host, so its own checks cannot be asked for."
elif ! grpcurl -plaintext -unix -max-time 30 -emit-defaults /run/voxnix/admin.sock voxnix.v1.Host/Status |
  sed 's/^/  /'; then
  echo "  it does not answer: journalctl --unit=voxnix-executor"
  failed=1
fi

echo "Containers"
machinectl --no-legend list | sed 's/^/  /'
systemctl --no-legend --plain --failed list-units 'container@*' | sed 's/^/  failed: /'

echo "Disk"
df --human-readable --output=target,size,used,avail,pcent /nix/store /var/lib/voxnix /var/lib/voxnix-workspaces | sed 's/^/  /'
exit $failed
