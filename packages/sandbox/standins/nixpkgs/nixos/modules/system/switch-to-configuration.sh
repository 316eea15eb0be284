#!/bin/bash
# Makes a running container the system that this file belongs to. Verbs, order, words and exit codes as
# nixpkgs' switch-to-configuration-ng has them; for services and targets, which is all that containers of the
# stand-in have.
#   switch, test   now (in a container they are the same: it has no boot loader)
#   boot           at the next boot, which is the host side's to arrange: nothing to do
#   dry-activate   only say what would be done
# Exits 4 if a unit failed.
set -euo pipefail
shopt -s nullglob
export LC_ALL=C.UTF-8

new=@system@
current=/run/current-system
units=etc/systemd/system

main() {
  case ${1-} in
    switch | test | dry-activate) ;;
    boot) exit 0 ;;
    *)
      echo "Usage: $0 [check|switch|boot|test|dry-activate]" >&2
      exit 1
      ;;
  esac
  mkdir -p /run/nixos
  exec 9>/run/nixos/switch-to-configuration.lock
  flock --nonblock 9 || die "Could not acquire lock"

  plan
  if [[ $1 == dry-activate ]]; then
    say "would stop the following units" "${stop[@]}"
    echo "would activate the configuration..."
    say "would NOT restart the following changed units" "${skip[@]}"
    say "would restart the following units" "${restart[@]}"
    say "would start the following units" "${start[@]}"
    exit 0
  fi

  say "stopping the following units" "${stop[@]}"
  quietly systemctl stop -- "${stop[@]}"
  say "NOT restarting the following changed units" "${skip[@]}"
  echo "activating the configuration..."
  if ! same "$(readlink -f $current)/mount-usr" $new/mount-usr; then $new/mount-usr; fi
  $new/activate || die "Failed to run activate script"
  systemctl daemon-reload || die "Could not reload the units"
  systemctl reset-failed -- "${restart[@]}" "${start[@]}" 2>/dev/null || true
  say "restarting the following units" "${restart[@]}"
  quietly systemctl restart -- "${restart[@]}"
  say "starting the following units" "${start[@]}"
  quietly systemctl start -- "${start[@]}"
  # Targets that are reached pull in what has newly become a part of them.
  quietly systemctl start -- "${targets[@]}"
  report
}

# Sorts the units that are up into those to stop, restart and leave alone, by comparing their files.
plan() {
  stop=() restart=() start=() skip=() targets=() before=()
  local unit old now
  while read -r unit _; do
    before+=("$unit")
    if [[ $unit == *.target ]]; then targets+=("$unit"); fi
    old=$current/$units/$unit now=$new/$units/$unit
    [[ -s $old ]] || continue
    if [[ ! -s $now ]]; then
      stop+=("$unit")
    elif ! same "$old" "$now"; then
      if grep -qx 'X-RestartIfChanged=false' "$now"; then
        skip+=("$unit")
      elif [[ $unit == *.target ]]; then
        start+=("$unit")
      elif grep -qx 'X-StopIfChanged=false' "$now"; then
        restart+=("$unit")
      else
        # Stopped under its old description, started under its new one.
        stop+=("$unit")
        start+=("$unit")
      fi
    fi
  done < <(up)
}

# The units that are up or on their way.
up() { systemctl list-units --full --plain --no-legend --state=active,activating,reloading | sort; }

# What came up, and what did not.
report() {
  local failed=() fresh=() unit load active sub _
  while read -r unit load active sub _; do
    if [[ $active == failed ]] || [[ $sub == auto-restart && $(result "$unit") != success ]]; then
      failed+=("$unit")
    elif [[ $active == active && $unit == *.service ]] && ! known "$unit"; then
      fresh+=("$unit")
    fi
  done < <(systemctl list-units --full --plain --no-legend --type=service,target \
    --state=active,activating,failed)
  say "the following new units were started" "${fresh[@]}"
  ((${#failed[@]} > 0)) || exit 0
  say "warning: the following units failed" "${failed[@]}" >&2
  systemctl status --no-pager --full -- "${failed[@]}" >&2 || true
  exit 4
}

known() {
  local other
  for other in "${before[@]}" "${start[@]}" "${restart[@]}"; do [[ $other != "$1" ]] || return 0; done
  [[ $1 == run-*.service || $1 == voxnix-exec-*.service ]]
}
result() { systemctl show --property=Result --value -- "$1"; }

same() { cmp -s "$1" "$2"; }

say() {
  (($# > 1)) || return 0
  local all=${*:2}
  echo "$1: ${all// /, }"
}

# Runs systemctl unless there is nothing to run it on; how units fare is told at the end.
quietly() {
  [[ ${*: -1} == -- ]] || "$@" || true
}

die() {
  echo "$1" >&2
  exit 1
}

main "$@"
