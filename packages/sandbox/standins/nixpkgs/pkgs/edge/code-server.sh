#!/bin/bash
# Stands in for code-server: takes its flags and its PASSWORD, and answers http on its port with the login page
# and, to who knows the password, with a page that names the folder.
set -euo pipefail

if [[ ${1-} == --answer ]]; then
  # One request, as `nc` hands it over.
  page() { printf 'HTTP/1.1 %s\r\nContent-Type: text/html\r\n%s\r\n%s\n' "$1" "${3-}" "$2"; }
  IFS=' ' read -r method path _
  length=0
  while IFS= read -r line && line=${line%$'\r'} && [[ $line ]]; do
    [[ ${line,,} != content-length:* ]] || length=$((${line#*:}))
  done
  body=
  ((length == 0)) || IFS= read -r -N "$length" body
  case "$method $path" in
    'GET /healthz') page '200 OK' '{"status":"alive"}' ;;
    'POST /login') if [[ $body == "password=$PASSWORD" ]]; then
      page '302 Found' "$FOLDER" $'Location: ./\r\nSet-Cookie: code-server-session=1\r\n'
    else
      page '200 OK' 'Incorrect password'
    fi ;;
    *) page '302 Found' '' $'Location: ./login\r\n' ;;
  esac
  exit
fi

auth= address= folder=
for argument in "$@"; do
  case $argument in
    --auth=password) auth=password ;;
    --bind-addr=*:*) address=${argument#*=} ;;
    --disable-telemetry | --disable-update-check | --disable-workspace-trust | --disable-getting-started-override) ;;
    --*)
      echo "error Unknown option $argument" >&2
      exit 1
      ;;
    *) folder=$argument ;;
  esac
done
[[ $auth && $address ]] || { echo "code-server (stand-in): needs --auth=password and --bind-addr" >&2; exit 1; }
[[ ${PASSWORD-} ]] || { echo "error Please pass in a password via the config file or \$PASSWORD" >&2; exit 1; }

export PASSWORD FOLDER=$folder
echo "info  HTTP server listening on http://$address/"
exec busybox nc -ll -p "${address##*:}" -e /bin/bash "$0" --answer
