# Turns the data of units.nix into the files of a host without NixOS: { "<path under />" = "<text>"; }.
# ids: { voxnix = <gid>; voxnix-agent = <uid>; } fixes the numbers, "-" lets systemd-sysusers choose.
{
  units,
  ids ? { },
}:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    isBool
    isList
    listToAttrs
    toJSON
    ;

  text = value: if isBool value then (if value then "yes" else "no") else toString value;
  line = key: value: "${key}=${text value}\n";
  lines =
    key: value: concatStringsSep "" (map (line key) (if isList value then value else [ value ]));
  section =
    name: body:
    if body == { } then
      ""
    else
      "[${name}]\n" + concatStringsSep "" (map (key: lines key body.${key}) (attrNames body)) + "\n";

  environment = variables: map (name: toJSON "${name}=${variables.${name}}") (attrNames variables);

  relations = {
    after = "After";
    before = "Before";
    requires = "Requires";
    wants = "Wants";
    requiresMountsFor = "RequiresMountsFor";
  };
  unitSection =
    unit:
    {
      Description = unit.description;
    }
    // listToAttrs (
      map (key: {
        name = relations.${key};
        value = concatStringsSep " " unit.${key};
      }) (builtins.filter (key: unit ? ${key}) (attrNames relations))
    );

  body =
    sectionName: config: unit:
    section "Unit" (unitSection unit)
    + section sectionName config
    + section "Install" (
      if unit ? wantedBy then { WantedBy = concatStringsSep " " unit.wantedBy; } else { }
    );

  files =
    suffix: render: all:
    listToAttrs (
      map (name: {
        name = "etc/systemd/system/${name}.${suffix}";
        value = render all.${name};
      }) (attrNames all)
    );

  id = name: toString (ids.${name} or "-");
in
files "service" (
  unit:
  body "Service" (
    unit.serviceConfig
    // (if unit ? environment then { Environment = environment unit.environment; } else { })
  ) unit
) units.services
// files "socket" (unit: body "Socket" unit.socketConfig unit) units.sockets
// {
  "etc/sysusers.d/voxnix.conf" =
    concatStringsSep "" (map (name: "g ${name} ${id name}\n") units.groups)
    + concatStringsSep "" (
      map (
        name:
        let
          user = units.users.${name};
        in
        "u ${name} ${id name}:${user.group} \"${user.description}\" ${user.home}\n"
      ) (attrNames units.users)
    );
  "etc/sysctl.d/90-voxnix.conf" = concatStringsSep "" (
    map (name: "${name} = ${toString units.sysctl.${name}}\n") (attrNames units.sysctl)
  );
  "etc/tmpfiles.d/voxnix.conf" = concatStringsSep "" (map (rule: "${rule}\n") units.tmpfiles);
}
