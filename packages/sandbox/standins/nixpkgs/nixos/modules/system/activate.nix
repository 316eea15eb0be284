# Makes a container's /etc and its users those of this system, at boot and when an update switches to it.
# It runs where there is nothing but /usr, and must not fail when it has run before.
{
  config,
  pkgs,
  ...
}:
let
  inherit (pkgs) base;
  shell = toString config.users.users.root.shell;
in
{
  system.build.activate = pkgs.writeScript "activate" ''
    #!${base}/usr/bin/busybox sh
    set -e
    box=${base}/usr/bin/busybox
    system=@system@

    $box ln -sfn $system /run/current-system

    # Users and the like once, then they are the container's own ...
    if [ ! -s /etc/passwd ]; then
      (cd ${base}/etc && $box cp passwd group shadow gshadow subuid subgid /etc/)
      $box chmod 644 /etc/passwd /etc/group /etc/subuid /etc/subgid
      $box chmod 600 /etc/shadow /etc/gshadow
    fi
    read -r root < /etc/passwd
    if [ "''${root##*:}" != "${shell}" ]; then
      $box sed -i "s|^root:.*|''${root%:*}:${shell}|" /etc/passwd
    fi
    ${config.system.build.addUsers}

    # ... and the rest of /etc by links to the image's, so that a new image brings its own. A file that
    # somebody made stays; the empty ones that nspawn asks for make room.
    $box ln -sfn $system/etc /etc/static
    missing=
    for entry in /etc/static/*; do
      name=/etc/''${entry##*/}
      if [ ! -L $name ]; then
        if [ ! -e $name ] || { [ -f $name ] && [ ! -s $name ]; }; then
          missing="$missing $entry"
        fi
      fi
    done
    [ -z "$missing" ] || $box ln -sfn $missing /etc/
    for entry in /etc/*; do
      if [ -L $entry ] && [ ! -e $entry ]; then
        case "$($box readlink $entry)" in
          /etc/static/*) $box rm -f $entry ;;
        esac
      fi
    done
  '';
}
