#!/usr/bin/env bash
# Asks before something that cannot be taken back: the answer is the name of what it is done to.
#   ask.sh TARGET "This will … TARGET."
set -euo pipefail
target=$1
echo "$2" >&2
if ! { exec 3<>/dev/tty; } 2>/dev/null; then
  echo "Nobody is here to ask, so nothing was done." >&2
  exit 1
fi
printf 'Type %s to go on: ' "$target" >&3
read -r answer <&3
if [ "$answer" != "$target" ]; then
  echo "That was not $target, so nothing was done." >&2
  exit 1
fi
