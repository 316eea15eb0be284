# The image's init: it starts in an almost empty root and turns it into a Debian with the image's packages.
# Until /usr is mounted no dynamic program runs, hence busybox.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (pkgs) base;
  packages = lib.unique (
    map (package: package.tree) (lib.filter (package: package ? tree) config.environment.systemPackages)
  );
  layers = lib.concatMapStringsSep ":" (tree: "${tree}/usr") (packages ++ [ base.tree ]);

  # An overlay wants two layers at least.
  mountUsr =
    if packages == [ ] then
      "mount --bind ${base}/usr /usr"
    else
      "mount -t overlay overlay -o ro,lowerdir=${layers} /usr";
in
{
  system.build.init = pkgs.writeScript "init" ''
    #!${base}/usr/bin/busybox sh
    set -e
    box=${base}/usr/bin/busybox
    system=@system@

    # 1. The places that everything else is mounted on or linked into.
    $box mkdir -p /usr /etc /var/lib /var/log/journal /home /root /srv /tmp
    $box ${mountUsr}
    for link in bin lib lib64 sbin; do
      [ -L /$link ] || $box ln -s usr/$link /$link
    done
    $box ln -sfn $system /run/current-system
    $box ln -sfn $system /run/booted-system

    # journald then writes to /var at once, without the unit that tells it that /var is there.
    $box mkdir -p /run/systemd/journal
    : > /run/systemd/journal/flushed

    # 2. /etc: users and the like once, then they are the container's own ...
    if [ ! -s /etc/passwd ]; then
      (cd ${base}/etc && $box cp passwd group shadow gshadow subuid subgid /etc/)
      $box chmod 644 /etc/passwd /etc/group /etc/subuid /etc/subgid
      $box chmod 600 /etc/shadow /etc/gshadow
    fi
    shell=${toString config.users.users.root.shell}
    read -r root < /etc/passwd
    if [ "''${root##*:}" != "$shell" ]; then
      $box sed -i "s|^root:.*|''${root%:*}:$shell|" /etc/passwd
    fi

    # ... and the rest by links to the image's, so that a new image brings its own. A file that somebody made
    # stays; the empty ones that nspawn asks for make room.
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

    exec /usr/lib/systemd/systemd
  '';
}
