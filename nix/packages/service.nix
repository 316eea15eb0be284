# One of the services as packages/bundle makes it, from its own sources, those of the workspace's packages that it
# imports, and its dependencies as pnpm-lock.yaml names them. Of all those nothing is left but what it runs.
{
  lib,
  stdenvNoCC,
  nodejs-slim_24,
  callPackage,
}:
{
  pname,
  service,
  # Further programs: name → the file of the bundle that Node runs.
  programs ? { },
}:
let
  root = ../..;
  tarball = callPackage ./tarball.nix { };
  platform = stdenvNoCC.hostPlatform.node;
  planOf =
    member:
    import ./plan.nix {
      lockFile = root + "/pnpm-lock.yaml";
      service = member;
      os = platform.platform;
      cpu = platform.arch;
    };
  plan = planOf service;
  bundler = planOf "packages/bundle";
  members = lib.unique (plan.members ++ bundler.members);
  links = lib.unique (plan.links ++ bundler.links);
  inherit (lib) escapeShellArg fileset;

  isTest = file: lib.hasSuffix ".test.ts" file.name;
  source = fileset.toSource {
    inherit root;
    fileset = fileset.difference (fileset.unions (
      [
        (root + "/package.json")
        # The library that composes containers belongs to the executor.
        (fileset.unions (
          lib.optionals (service == "services/executor") [
            (root + "/nix/modules")
            (root + "/nix/compose")
          ]
        ))
      ]
      ++ map (
        member:
        fileset.unions [
          (root + "/${member}/package.json")
          (root + "/${member}/src")
          (fileset.maybeMissing (root + "/${member}/proto"))
        ]
      ) members
    )) (fileset.fileFilter isTest root);
  };

  unpack = folder: package: ''
    mkdir -p ${escapeShellArg folder}
    tar --extract --gzip --file ${tarball package} --strip-components=1 --no-same-permissions --directory ${escapeShellArg folder}
  '';
  link =
    { at, to }:
    ''
      mkdir -p ${escapeShellArg (dirOf at)}
      ln --symbolic --relative ${escapeShellArg to} ${escapeShellArg at}
    '';
  program = name: main: ''
    printf '#!%s\nexec %s %s "$@"\n' ${stdenvNoCC.shell} ${lib.getExe nodejs-slim_24} $out/lib/voxnix/${service}/dist/${main} > $out/bin/${name}
    chmod +x $out/bin/${name}
  '';
in
stdenvNoCC.mkDerivation {
  inherit pname;
  inherit (lib.importJSON (root + "/package.json")) version;
  src = source;
  nativeBuildInputs = [ nodejs-slim_24 ];
  dontConfigure = true;
  buildPhase = ''
    ${lib.concatStrings (lib.mapAttrsToList unpack (plan.tarballs // bundler.tarballs))}
    ${lib.concatMapStrings link links}
    node packages/bundle/src/main.ts ${baseNameOf service} ${service}/dist
  '';
  installPhase = ''
    mkdir -p $out/lib/voxnix/${service} $out/bin
    mv ${service}/dist $out/lib/voxnix/${service}
    [ ! -e nix ] || mv nix $out/lib/voxnix
    ${lib.concatStrings (lib.mapAttrsToList program ({ ${pname} = "main.mjs"; } // programs))}
  '';
  dontFixup = true;
  passthru = { inherit plan; };
  meta = {
    description = "${pname}: talk to your infrastructure";
    license = lib.licenses.mit;
    mainProgram = pname;
    platforms = lib.platforms.linux;
  };
}
