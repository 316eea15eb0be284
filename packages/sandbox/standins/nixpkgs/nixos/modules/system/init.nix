# The image's init: it starts in an almost empty root and turns it into a Debian with the image's packages.
# Until /usr is mounted no dynamic program runs, hence busybox.
{ config, pkgs, ... }:
{
  system.build.init = pkgs.writeScript "init" ''
    #!${pkgs.base}/usr/bin/busybox sh
    set -e
    box=${pkgs.base}/usr/bin/busybox

    # The places that everything else is mounted on or linked into.
    $box mkdir -p /usr /etc /var/lib /var/log/journal /home /root /srv /tmp
    ${config.system.build.mountUsr}
    for link in bin lib lib64 sbin; do
      [ -L /$link ] || $box ln -s usr/$link /$link
    done
    $box ln -sfn @system@ /run/booted-system

    # journald then writes to /var at once, without the unit that tells it that /var is there.
    $box mkdir -p /run/systemd/journal
    : > /run/systemd/journal/flushed

    . @system@/activate

    exec /usr/lib/systemd/systemd
  '';
}
