# A package of the npm registry as it was published, checked against the lock file's own hash. npm fetches it,
# so that a registry or proxy configured for the builder is used.
{
  lib,
  stdenvNoCC,
  nodejs_24,
  cacert,
}:
{
  name,
  version,
  integrity,
}:
stdenvNoCC.mkDerivation {
  name = "${lib.replaceStrings [ "@" "/" ] [ "" "-" ] name}-${version}.tgz";
  outputHash = integrity;
  outputHashMode = "flat";
  nativeBuildInputs = [
    nodejs_24
    cacert
  ];
  impureEnvVars = lib.fetchers.proxyImpureEnvVars ++ [ "npm_config_registry" ];
  preferLocalBuild = true;
  dontUnpack = true;
  buildPhase = ''
    export HOME=$TMPDIR
    npm pack --silent --cache "$TMPDIR/cache" ${lib.escapeShellArg "${name}@${version}"}
  '';
  installPhase = "mv *.tgz $out";
  dontFixup = true;
}
