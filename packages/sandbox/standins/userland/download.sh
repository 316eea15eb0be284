#!/bin/sh
# A hook of mmdebstrap, run when the base is complete and its package lists are still there:
# fetches the .debs that each tree needs beyond the base into OUT/NAME.
# usage: download.sh ROOT OUT NAME=PACKAGE[,PACKAGE...]...
set -eu
out=$2
shift 2

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
