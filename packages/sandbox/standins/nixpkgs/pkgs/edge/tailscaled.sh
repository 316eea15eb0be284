#!/bin/bash
# Stands in for tailscaled: takes its flags, keeps its state where --state says, says when it is ready, and
# connects to nothing.
set -euo pipefail

state= socket=/run/tailscale/tailscaled.sock
while (($# > 0)); do
  flag=${1#-} value=
  flag=${flag#-}
  case $flag in
    *=*) value=${flag#*=} flag=${flag%%=*} ;;
    no-logs-no-support) value=true ;;
    *)
      value=${2-}
      shift
      ;;
  esac
  case $flag in
    state) state=$value ;;
    socket) socket=$value ;;
    port | tun | statedir | no-logs-no-support) ;;
    *)
      echo "flag provided but not defined: -$flag" >&2
      exit 2
      ;;
  esac
  shift
done
[[ $state ]] || { echo "--state is required" >&2; exit 1; }
# The real one cannot make its interface without it.
[[ -c /dev/net/tun ]] || { echo "is CONFIG_TUN enabled in your kernel? /dev/net/tun is not there" >&2; exit 1; }

mkdir -p "$(dirname "$state")" "$(dirname "$socket")"
[[ -s $state ]] || echo "BackendState=NeedsLogin" >"$state"
# Who talks to it finds the state by this.
ln -sfn "$state" "$socket"
trap 'rm -f "$socket"; exit 0' TERM INT
systemd-notify --ready --status="$(head -n 1 "$state")"
echo "Program starting: v1.84.0 (stand-in), state $state"
while true; do
  sleep infinity &
  wait $! || true
done
