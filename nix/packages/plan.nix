# What a service of this workspace needs to run, from pnpm-lock.yaml, as plain data:
#   tarballs: { <folder>: { name, version, integrity } }  what to unpack below node_modules/.pnpm
#   links:    [{ at, to }]                                what refers to what, as paths from the workspace's root
#   members:  [ "services/agent" "packages/daemon" … ]    the parts of the workspace itself
# It is the layout that pnpm makes, without what only development needs.
{
  lockFile,
  service,
  # As Node names them: "linux", "x64".
  os ? "linux",
  cpu ? "x64",
}:
let
  inherit (builtins)
    attrNames
    concatLists
    elemAt
    filter
    genericClosure
    listToAttrs
    match
    replaceStrings
    ;
  lock = import ./lock.nix lockFile;

  # "@a/b@1.2.3(peer@1.0.0)" → its package, without the peers that it was resolved with.
  packageOf =
    snapshot:
    let
      key = elemAt (match "([^(]*)(.*)" snapshot) 0;
      parts = match "(@?[^@]+)@(.*)" key;
    in
    {
      inherit key;
      name = elemAt parts 0;
      version = elemAt parts 1;
    };

  # Many peers make a key longer than a file name may be.
  folderOf =
    snapshot:
    let
      package = packageOf snapshot;
      plain = replaceStrings [ "/" ] [ "+" ] package.key;
    in
    if package.key == snapshot then
      plain
    else
      "${plain}_${builtins.substring 0 8 (builtins.hashString "sha256" snapshot)}";

  fits =
    snapshot:
    let
      package = lock.packages.${(packageOf snapshot).key};
      allows =
        field: value: !(package ? ${field}) || match ".*[[ ]${value}[],].*" package.${field} != null;
    in
    allows "os" os && allows "cpu" cpu && allows "libc" "glibc";

  # A name and the version beside it; another package under this name has its own name in the version.
  snapshotOf =
    name: version: if lock.snapshots ? "${name}@${version}" then "${name}@${version}" else version;

  dependenciesOf =
    entry:
    let
      all = (entry.optionalDependencies or { }) // (entry.dependencies or { });
    in
    map (
      name:
      let
        version = all.${name}.version or all.${name};
        linked = match "link:(.*)" version;
      in
      if linked != null then
        {
          inherit name;
          member = elemAt linked 0;
        }
      else
        {
          inherit name;
          snapshot = snapshotOf name version;
        }
    ) (attrNames all);

  # "services/agent" and "../../packages/daemon" → "packages/daemon"; members are two levels deep.
  memberOf =
    path:
    let
      parts = match "(\\.\\./)+(.*)" path;
    in
    if match "\\.\\./\\.\\./.*" path != null then elemAt parts 1 else "packages/${elemAt parts 1}";

  members = map (item: item.key) (genericClosure {
    startSet = [ { key = service; } ];
    operator =
      item:
      map (dependency: { key = memberOf dependency.member; }) (
        filter (dependency: dependency ? member) (dependenciesOf lock.importers.${item.key})
      );
  });

  wanted =
    entry: filter (dependency: dependency ? member || fits dependency.snapshot) (dependenciesOf entry);
  snapshots = map (item: item.key) (genericClosure {
    startSet = concatLists (
      map (
        member:
        map (dependency: { key = dependency.snapshot; }) (
          filter (dependency: dependency ? snapshot) (wanted lock.importers.${member})
        )
      ) members
    );
    operator =
      item: map (dependency: { key = dependency.snapshot; }) (wanted lock.snapshots.${item.key});
  });

  store = snapshot: "node_modules/.pnpm/${folderOf snapshot}/node_modules";
  target =
    dependency:
    if dependency ? member then
      memberOf dependency.member
    else
      "${store dependency.snapshot}/${(packageOf dependency.snapshot).name}";
  linksIn =
    folder: entry:
    map (dependency: {
      at = "${folder}/${dependency.name}";
      to = target dependency;
    }) (wanted entry);
in
{
  inherit members;
  tarballs = listToAttrs (
    map (
      snapshot:
      let
        package = packageOf snapshot;
      in
      {
        name = "${store snapshot}/${package.name}";
        value = {
          inherit (package) name version;
          integrity = elemAt (match ".*integrity: ([^,}]+).*" lock.packages.${package.key}.resolution) 0;
        };
      }
    ) snapshots
  );
  links =
    concatLists (map (member: linksIn "${member}/node_modules" lock.importers.${member}) members)
    ++ concatLists (map (snapshot: linksIn (store snapshot) lock.snapshots.${snapshot}) snapshots);
}
