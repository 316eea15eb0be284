#!/usr/bin/env bash
# A shell, or one program, as the running executor or agent is: its environment, user, namespaces, capabilities,
# system calls, writable paths and limits. To reproduce what fails for it and works for root.
#   voxnix-debug executor|agent [[--] PROGRAM ARGUMENT…]
set -euo pipefail

usage() {
  echo "voxnix-debug executor|agent [[--] PROGRAM ARGUMENT…]" >&2
  exit 2
}
case ${1:-} in
executor | agent) unit=voxnix-$1.service ;;
*) usage ;;
esac
shift
[ "${1:-}" != -- ] || shift

if [ "$(systemctl show --property=LoadState --value "$unit")" != loaded ]; then
  echo "$unit is not on this host." >&2
  exit 1
fi

# The [Service] section as it is in force, drop-ins included. Left out is what makes a service of it: how it is
# started, watched and started again. RemoveIPC= would take the running service's away.
properties=()
while IFS= read -r line; do
  properties+=("--property=${line//%%/%}") # specifiers are for unit files alone
done < <(
  systemctl cat "$unit" | awk '
    /^\[/ { inside = ($0 == "[Service]"); next }
    !inside || /^[[:space:]]*([#;]|$)/ { next }
    /^(Type|NotifyAccess|WatchdogSec|Timeout[A-Za-z]*|Restart[A-Za-z]*|Exec[A-Za-z]*|Sockets|RemoveIPC|RemainAfterExit|X-[A-Za-z-]*)=/ { next }
    # Of several lines systemd-run would take the last.
    /^CapabilityBoundingSet=/ { capabilities = capabilities " " substr($0, 23); bounded = 1; next }
    { print }
    END { if (bounded) print "CapabilityBoundingSet=" substr(capabilities, 2) }'
)

# The socket of the chat is in the agent's RuntimeDirectory=, which would go when this ends.
properties+=(--property=RuntimeDirectoryPreserve=yes)
how=(--pty)
[ $# -eq 0 ] || how=(--pipe)
[ $# -gt 0 ] || set -- "$BASH" --norc
exec systemd-run --quiet --collect --wait "${how[@]}" --service-type=exec \
  --description="As $unit, for debugging" "${properties[@]}" -- "$@"
