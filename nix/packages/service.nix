# One of the services with its production closure: its own sources, those of the workspace's packages that it
# imports, and its dependencies as pnpm-lock.yaml names them. Node runs the TypeScript as it is.
{
  lib,
  stdenvNoCC,
  nodejs-slim_24,
  callPackage,
}:
{
  pname,
  service,
  # Further programs: name → the file that Node runs.
  programs ? { },
}:
let
  root = ../..;
  tarball = callPackage ./tarball.nix { };
  platform = stdenvNoCC.hostPlatform.node;
  plan = import ./plan.nix {
    lockFile = root + "/pnpm-lock.yaml";
    inherit service;
    os = platform.platform;
    cpu = platform.arch;
  };
  inherit (lib) escapeShellArg fileset;

  isTest = file: lib.hasSuffix ".test.ts" file.name;
  source = fileset.toSource {
    inherit root;
    fileset = fileset.difference (fileset.unions (
      [
        (root + "/package.json")
        (root + "/proto")
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
      ) plan.members
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
    printf '#!%s\nexec %s %s "$@"\n' ${stdenvNoCC.shell} ${lib.getExe nodejs-slim_24} $out/lib/voxnix/${main} > $out/bin/${name}
    chmod +x $out/bin/${name}
  '';
in
stdenvNoCC.mkDerivation {
  inherit pname;
  inherit (lib.importJSON (root + "/package.json")) version;
  src = source;
  dontConfigure = true;
  dontBuild = true;
  installPhase = ''
    mkdir -p $out/lib/voxnix $out/bin
    cp -r . $out/lib/voxnix
    cd $out/lib/voxnix
    ${lib.concatStrings (lib.mapAttrsToList unpack plan.tarballs)}
    ${lib.concatMapStrings link plan.links}
    ${lib.concatStrings (
      lib.mapAttrsToList program ({ ${pname} = "${service}/src/main.ts"; } // programs)
    )}
  '';
  # Links between packages, and files that are to stay as they were published.
  dontFixup = true;
  passthru = { inherit plan; };
  meta = {
    description = "${pname}: talk to your infrastructure";
    license = lib.licenses.mit;
    mainProgram = pname;
    platforms = lib.platforms.linux;
  };
}
