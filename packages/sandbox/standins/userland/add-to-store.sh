#!/bin/sh
# Adds the trees of a folder (build.ts, more.ts) to this machine's Nix store and says where they are now:
#   { "id": "…", "packages": { "git": { "path": "/nix/store/…", "version": "2.47.3", "program": "git" }, … },
#     "more": { "go": "go", … } }
# with the packages that can be had as well, and the trees that they are in.
# Does nothing when that very folder has been added before and everything is still there.
# usage: add-to-store.sh FOLDER [OUT]
set -eu
folder=$1
out=${2:-/var/lib/voxnix-sandbox/packages.json}
roots=/nix/var/nix/gcroots/voxnix-userland
id=$(cat "$folder/id")

added() {
  grep -q "\"id\": \"$id\"" "$out" 2>/dev/null || return 1
  while read -r _ _ _ tree; do
    nix-store --check-validity "$roots/$tree" 2>/dev/null || return 1
  done <"$folder/manifest"
}

add() {
  separator=
  printf '{ "id": "%s", "packages": {' "$id"
  while read -r name version program tree; do
    path=$(nix --extra-experimental-features nix-command store add-path --name "$tree-$version" "$folder/$tree")
    ln -sfn "$path" "$roots/$tree"
    printf '%s\n  "%s": { "path": "%s", "version": "%s", "program": "%s" }' \
      "$separator" "$name" "$path" "$version" "$program"
    separator=,
  done <"$folder/manifest"
  printf '\n}, "more": {'
  separator=
  if [ -e "$folder/more" ]; then
    while read -r name tree; do
      printf '%s\n  "%s": "%s"' "$separator" "$name" "$tree"
      separator=,
    done <"$folder/more"
  fi
  printf '\n} }\n'
}

added && exit 0
mkdir -p "$roots" "$(dirname "$out")"
add >"$out.new"
mv "$out.new" "$out"
