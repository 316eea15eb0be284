#!/usr/bin/env bash
# Destroys containers that no record of voxnix knows, such as what a lost state directory left behind.
# Lists them by name and asks first.
#   voxnix-prune [--list | --yes]
set -euo pipefail
shopt -s nullglob

state=/var/lib/voxnix
records=$state/containers
roots=/var/lib/nixos-containers
# Where extra-container puts units: on NixOS, and elsewhere. What a host declares itself is not there.
units=(/etc/systemd-mutable/system /usr/lib/systemd/system)

case ${1:-} in
"" | --list | --yes) mode=${1:-ask} ;;
*)
  echo "voxnix-prune [--list | --yes]" >&2
  exit 2
  ;;
esac
if [ ! -d "$state" ]; then
  echo "$state is not there, so every container would look unknown. Is this the host, and are you root?" >&2
  exit 1
fi

known() { [ -e "$records/$1" ]; }
installed() {
  local folder
  for folder in "${units[@]}" /etc/systemd/system /run/systemd/system; do
    [ ! -L "$folder/container@$1.service" ] && [ ! -e "$folder/container@$1.service" ] || return 0
  done
  return 1
}

# Containers of extra-container, and files of containers that have no unit any more.
candidates() {
  local folder unit root name
  for folder in "${units[@]}"; do
    for unit in "$folder"/container@?*.service; do
      name=${unit##*container@}
      echo "${name%.service}"
    done
  done
  for root in "$roots"/*/; do
    name=$(basename "$root")
    installed "$name" || echo "$name"
  done
}

destroy() {
  systemctl stop "container@$1.service" || true
  extra-container destroy "$1" >/dev/null || true
  if [ -e "$roots/$1" ]; then
    chattr -i "$roots/$1/var/empty" 2>/dev/null || true # NixOS makes it immutable
    rm -rf --one-file-system "${roots:?}/$1"
  fi
  systemctl reset-failed "container@$1.service" 2>/dev/null || true
  if installed "$1" || [ -e "$roots/$1" ]; then
    echo "$1: something of it is still there. See \`systemctl status container@$1\` and $roots/$1." >&2
    return 1
  fi
  echo "$1: destroyed"
}

unknown=()
while IFS= read -r name; do
  known "$name" || unknown+=("$name")
done < <(candidates | sort -u)

if [ ${#unknown[@]} = 0 ]; then
  echo "Every container on $(hostname) has its record."
  exit 0
fi
echo "On $(hostname) no record knows:"
for name in "${unknown[@]}"; do
  echo "  $name ($(systemctl is-active "container@$name.service" || true))"
done
[ "$mode" != --list ] || exit 0
if [ "$mode" = ask ]; then
  if ! { exec 3<>/dev/tty; } 2>/dev/null; then
    echo "Nobody is here to ask: left as they are. voxnix-prune --yes does not ask."
    exit 1
  fi
  printf 'Destroy %s with their files? Type yes: ' "${unknown[*]}" >&3
  read -r answer <&3
  if [ "$answer" != yes ]; then
    echo "Left as they are."
    exit 1
  fi
fi

failed=0
for name in "${unknown[@]}"; do
  # One may have been created in the meantime.
  if known "$name"; then continue; fi
  destroy "$name" || failed=1
done
exit $failed
