# Users and groups beside Debian's own. They are added when a system that has them first runs, and stay.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;

  of =
    type: default:
    mkOption {
      inherit type default;
    };

  # What /etc/passwd gets: a path that stays when the package moves on.
  shellPath =
    value:
    if lib.isDerivation value then
      "/run/current-system/sw/bin/${value.meta.mainProgram or value.pname}"
    else
      toString value;

  user =
    { name, ... }:
    {
      options = {
        uid = of (types.nullOr types.int) null;
        group = of types.str "nogroup";
        description = of types.str "";
        home = of types.str "/var/empty";
        createHome = of types.bool false;
        isSystemUser = of types.bool false;
        isNormalUser = of types.bool false;
        shell = mkOption {
          type = types.nullOr (types.either types.shellPackage types.path);
          default = if name == "root" then pkgs.bash else "/usr/sbin/nologin";
          apply = shellPath;
        };
        openssh.authorizedKeys.keys = of (types.listOf types.singleLineStr) [ ];
      };
      config = lib.mkIf (name == "root") {
        uid = 0;
        group = "root";
        home = "/root";
      };
    };
  group.options.gid = of (types.nullOr types.int) null;

  others = removeAttrs config.users.users [ "root" ];
  argument = value: lib.escapeShellArg (toString value);
in
{
  options.users = {
    users = of (types.attrsOf (types.submodule user)) { };
    groups = of (types.attrsOf (types.submodule group)) { };
  };

  config = {
    users.users.root = { };
    environment.etc.shells.text = ''
      /bin/sh
      /bin/bash
      ${config.users.users.root.shell}
    '';

    # Part of the activation; nothing but busybox is there.
    system.build.addUsers = lib.optionalString (others != { } || config.users.groups != { }) ''
      free_id() {
        id=999
        while $box grep -q "^[^:]*:[^:]*:$id:" /etc/passwd /etc/group; do id=$((id - 1)); done
      }
      add_group() {
        if $box grep -q "^$1:" /etc/group; then return; fi
        if [ -n "$2" ]; then id=$2; else free_id; fi
        echo "$1:x:$id:" >> /etc/group
      }
      add_user() {
        if $box grep -q "^$1:" /etc/passwd; then return; fi
        gid=$($box sed -n "s/^$3:[^:]*:\([0-9]*\):.*/\1/p" /etc/group)
        if [ -n "$2" ]; then id=$2; else free_id; fi
        echo "$1:x:$id:$gid:$4:$5:$6" >> /etc/passwd
        echo "$1:!*:19000::::::" >> /etc/shadow
      }
      ${lib.concatLines (
        lib.mapAttrsToList (
          name: group: "add_group ${argument name} ${argument group.gid}"
        ) config.users.groups
      )}
      ${lib.concatLines (
        lib.mapAttrsToList (
          name: user:
          "add_user ${
            lib.concatMapStringsSep " " argument [
              name
              user.uid
              user.group
              user.description
              user.home
              user.shell
            ]
          }"
          + lib.optionalString user.createHome "\n$box mkdir -p ${user.home}; $box chown ${name}:${user.group} ${user.home}"
        ) others
      )}
    '';
  };
}
