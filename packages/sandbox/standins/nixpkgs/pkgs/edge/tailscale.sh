#!/bin/bash
# Stands in for tailscale, the command line: up, status, ip and logout, with the flags, files and messages of
# the real one. A key that begins with tskey-auth- is good; one with "expired" in it is refused.
set -euo pipefail

socket=/run/tailscale/tailscaled.sock

main() {
  local command=${1-}
  shift || true
  case $command in
    up | status | ip | logout) ;;
    version) echo "1.84.0" && exit ;;
    *) die "tailscale (stand-in): there is no $command here; there are: up, status, ip, logout, version" ;;
  esac
  [[ -e $socket ]] || die "failed to connect to local tailscaled; it doesn't appear to be running (sudo systemctl start tailscaled ?)"
  "$command" "$@"
}

up() {
  local key= name= flags=() flag
  name=$(cat /proc/sys/kernel/hostname)
  for flag in "$@"; do
    case ${flag#-} in
      -auth-key=*) key=${flag#*=} ;;
      -hostname=*) name=${flag#*=} ;;
      -timeout=*[0-9]s | -timeout=*[0-9]m) ;;
      -accept-dns=true | -accept-dns=false | -accept-routes=true | -accept-routes=false) flags+=("$flag") ;;
      -ssh | -ssh=true | -ssh=false | -advertise-tags=tag:?* | -login-server=http?*) flags+=("$flag") ;;
      *) die "flag provided but not defined: $flag" 2 ;;
    esac
  done
  if [[ $key == file:* ]]; then key=$(<"${key#file:}") || die "auth key file: cannot be read"; fi
  [[ $name =~ ^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]] || die "invalid hostname $name"
  if [[ $(get BackendState) != Running ]]; then
    [[ $key ]] || die $'\nTo authenticate, visit:\n\n\thttps://login.tailscale.com/a/0123456789ab\n'
    [[ $key == tskey-auth-* ]] || die "backend error: invalid key: unable to validate API key"
    [[ $key != *expired* ]] || die "backend error: invalid key: API key expired"
  fi
  # The same node keeps its address.
  local node
  node=$(get NodeKey)
  [[ $node ]] || node=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "BackendState=Running" "HostName=$name" "NodeKey=$node" "Flags=${flags[*]}" >"$socket.new"
  cat "$socket.new" >"$socket"
  rm "$socket.new"
}

status() {
  local flag json=
  for flag in "$@"; do
    case $flag in
      --json | -json) json=1 ;;
      --peers=false | --peers=true) ;;
      *) die "flag provided but not defined: $flag" 2 ;;
    esac
  done
  local state name
  state=$(get BackendState) name=$(get HostName)
  if [[ $json ]]; then
    cat <<END
{
  "Version": "1.84.0",
  "TUN": true,
  "BackendState": "$state",
  "HaveNodeKey": $([[ $name ]] && echo true || echo false),
  "Self": {
    "HostName": "${name:-$(cat /proc/sys/kernel/hostname)}",
    "DNSName": "${name:+$name.tail0000.ts.net.}",
    "TailscaleIPs": [$([[ $name ]] && printf '"%s"' "$(address)")],
    "Online": $([[ $state == Running ]] && echo true || echo false)
  }
}
END
  elif [[ $state == Running ]]; then
    printf '%-15s %-20s %s\n' "$(address)" "$name" "linux   -"
  else
    die "Logged out."
  fi
}

ip() {
  [[ ${1--4} == -4 ]] || die "tailscale (stand-in): ip takes -4 only"
  [[ $(get BackendState) == Running ]] || die "no current Tailscale IPs; state: $(get BackendState)"
  address
}

logout() {
  [[ $(get BackendState) == Running ]] || exit 0
  echo "BackendState=NeedsLogin" >"$socket"
  logger --tag tailscaled "logged out: this node is gone from the tailnet"
}

get() { sed -n "s/^$1=//p" "$socket"; }

# 100.64.0.0/10, from the node's key.
address() {
  local node
  node=$(get NodeKey)
  echo "100.$((64 + 16#${node:0:2} % 64)).$((16#${node:2:2})).$((1 + 16#${node:4:2} % 254))"
}

die() {
  echo "$1" >&2
  exit "${2-1}"
}

main "$@"
