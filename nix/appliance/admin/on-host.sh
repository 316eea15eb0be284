#!/usr/bin/env bash
# Runs a program as root on a voxnix host.
#   on-host.sh HOST PROGRAM ARGUMENT…
# HOST: an address or name for ssh (the admin's user name is that of home.nix unless it is said: user@host),
#       "sandbox" for this checkout's sandbox, "here" for this very machine.
set -euo pipefail
host=${1-}
shift
case $host in
"")
  echo "Which host? just host=192.168.1.20 …, or export VOXNIX_HOST=192.168.1.20 (\"sandbox\" is this checkout's sandbox)." >&2
  exit 2
  ;;
sandbox)
  here=$(cd "$(dirname "$0")" && pwd)
  # The sandbox has the checkout, not the package with the tools.
  case $1 in
  voxnix-*) set -- bash "/opt/voxnix/nix/host/tools/${1#voxnix-}.sh" "${@:2}" ;;
  esac
  cd "$here/../../.."
  exec npm run --silent sandbox -- exec -- "$@"
  ;;
here) exec sudo -- "$@" ;;
-*)
  echo "$host is not a host." >&2
  exit 2
  ;;
*@*) ;;
*) host=admin@$host ;;
esac
terminal=()
[ ! -t 0 ] || terminal=(-t)
# ssh hands a line to the shell over there: each word is quoted for it.
exec ssh "${terminal[@]}" "$host" -- sudo -- "${@@Q}"
