#!/bin/sh
# Fetches the .debs that PACKAGEs need beyond the base into OUT, from what download.sh has kept in STATE.
# usage: download-more.sh STATE OUT PACKAGE...
set -eu
state=$1 out=$2
shift 2
mkdir -p "$out/partial" "$out/.apt/lists/partial"
# A copy: the kept lists may have to be brought up to date, and others may be reading them.
cp -r "$state/lists/." "$out/.apt/lists/"

apt() {
  apt-get -qq -y --no-install-recommends \
    -o Dir::State="$out/.apt" -o Dir::State::status="$state/status" -o Dir::State::lists="$out/.apt/lists" \
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::trusted=/usr/share/keyrings/debian-archive-keyring.gpg -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::Cache="$out/.apt" -o Dir::Cache::Archives="$out" -o APT::Sandbox::User=root "$@"
}

# The mirror has moved on when a file is not there any more.
apt --download-only install "$@" || { apt update && apt --download-only install "$@"; }
rm -rf "$out/.apt"
