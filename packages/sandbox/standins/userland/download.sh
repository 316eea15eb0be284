#!/bin/sh
# A hook of mmdebstrap, run when the base is complete and its package lists are still there:
# fetches the .debs that each tree needs beyond the base into OUT/NAME, and keeps in STATE what it takes to do
# the same for other trees later (download-more.sh).
# usage: download.sh ROOT OUT STATE NAME=PACKAGE[,PACKAGE...]...
set -eu
root=$1 out=$2 state=$3
shift 3

for tree in "$@"; do
  debs=$out/${tree%%=*}
  packages=$(echo "${tree#*=}" | tr , ' ')
  mkdir -p "$debs/partial"
  echo "I: fetching ${tree%%=*}" >&2
  # $packages is a list of words.
  # shellcheck disable=SC2086
  APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -qq -y --no-install-recommends --download-only \
    -o Dir::Cache::Archives="$debs" install $packages
done

mkdir -p "$state"
cp "$root/var/lib/dpkg/status" "$state/status"
cp -r "$root/var/lib/apt/lists" "$state/lists"
cat "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*.list 2>/dev/null >"$state/sources.list" || true
