# The container's /usr: Debian's own with those of the image's packages over it.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (pkgs) base;
  installed = config.environment.systemPackages;
  ours = lib.filter (package: !(package ? trees) && package.outPath != "/usr") installed;
  trees =
    lib.unique (lib.concatMap (package: package.trees or [ ]) installed)
    ++ lib.optional (ours != [ ]) linked;

  # Programs that are no Debian packages, in a tree like one.
  linked = pkgs.runCommand "programs" { } ''
    mkdir -p "$out/usr/bin"
    for package in ${toString ours}; do ln -s "$package"/bin/* "$out/usr/bin/"; done
  '';

  # An overlay wants two layers at least.
  mountUsr =
    if trees == [ ] then
      "mount --bind ${base}/usr /usr"
    else
      "mount -t overlay overlay -o ro,lowerdir=${
        lib.concatMapStringsSep ":" (tree: "${tree}/usr") (trees ++ [ base.outPath ])
      } /usr";
in
{
  # For a root that has no /usr yet, or as an update over the one that is there: whoever has a file of that one
  # open keeps it, and a moment without any /usr, in which no program could start, never comes. What has been
  # covered goes with the container's next boot.
  system.build.mountUsr = pkgs.writeScript "mount-usr" ''
    #!${base}/usr/bin/busybox sh
    ${base}/usr/bin/busybox ${mountUsr} || exit 1
    # A bind shares with its source: what an update mounts here would cover that in the store as well.
    exec ${base}/usr/bin/busybox mount --make-private /usr
  '';
}
