#!/usr/bin/env bash
# Refuses while nix/appliance/home.nix is not filled in, and names what is missing.
#   ready.sh provision|deploy
set -euo pipefail
step=$1
open=$(nix --extra-experimental-features 'nix-command flakes' eval --raw ".#placeholders.$step" \
  --apply 'open: builtins.concatStringsSep "" (map (path: "  ${path}\n") open)')
if [ -n "$open" ]; then
  printf 'Not yet: fill in nix/appliance/home.nix. Open are\n%s\n' "$open" >&2
  exit 1
fi
