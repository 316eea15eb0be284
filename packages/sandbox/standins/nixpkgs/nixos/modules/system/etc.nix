# The image's /etc: Debian's own, those of the packages, and over them environment.etc.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  trees = [
    pkgs.base.outPath
  ]
  ++ lib.concatMap (package: package.trees or [ ]) config.environment.systemPackages;

  # Not part of an image: what changes while a container lives, and what only a SysV init would read.
  own = lib.concatStringsSep " " [
    "fstab"
    "gshadow"
    "group"
    "hostname"
    "init.d"
    "machine-id"
    "mtab"
    "passwd"
    "rc?.d"
    "resolv.conf"
    "shadow"
    "subgid"
    "subuid"
    "systemd/system"
  ];
in
{
  system.build.etc = pkgs.runCommand "etc" { } ''
    mkdir "$out"
    for tree in ${toString trees}; do
      if [ -d "$tree/etc" ]; then
        cp -as --update=none -T "$tree/etc" "$out"
        chmod -R u+w "$out"
      fi
    done
    (cd "$out" && rm -rf .pwd.lock *- ${own})
    ${lib.concatStrings (
      lib.mapAttrsToList (name: file: ''
        mkdir -p "$(dirname "$out/${name}")"
        ln -sfn ${file.source} "$out/${name}"
      '') config.environment.etc
    )}
  '';
}
