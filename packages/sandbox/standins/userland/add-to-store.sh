#!/bin/sh
# Adds the trees of a userland folder (build.ts) to this machine's Nix store and says where they are now:
#   { "id": "…", "packages": { "git": { "path": "/nix/store/…", "version": "2.47.3", "program": "git" }, … } }
# Does nothing when that very folder has been added before and everything is still there.
# usage: add-to-store.sh FOLDER [OUT]
set -eu
folder=$1
out=${2:-/var/lib/voxnix-sandbox/packages.json}
roots=/nix/var/nix/gcroots/voxnix-userland
id=$(cat "$folder/id")

added() {
  grep -q "\"id\": \"$id\"" "$out" 2>/dev/null || return 1
  while read -r name _; do
    nix-store --check-validity "$roots/$name" 2>/dev/null || return 1
  done <"$folder/manifest"
}

add() {
  separator=
  printf '{ "id": "%s", "packages": {' "$id"
  while read -r name version program; do
    path=$(nix --extra-experimental-features nix-command store add-path --name "$name-$version" "$folder/$name")
    ln -sfn "$path" "$roots/$name"
    printf '%s\n  "%s": { "path": "%s", "version": "%s", "program": "%s" }' \
      "$separator" "$name" "$path" "$version" "$program"
    separator=,
  done <"$folder/manifest"
  printf '\n} }\n'
}

added && exit 0
mkdir -p "$roots" "$(dirname "$out")"
add >"$out.new"
mv "$out.new" "$out"
