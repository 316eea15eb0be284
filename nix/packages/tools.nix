# What an admin runs on the host: voxnix-status, voxnix-debug, voxnix-prune.
{ lib, stdenvNoCC }:
stdenvNoCC.mkDerivation {
  pname = "voxnix-tools";
  inherit (lib.importJSON ../../package.json) version;
  src = ../host/tools;
  dontBuild = true;
  installPhase = ''
    for tool in *.sh; do
      install -D -m 755 "$tool" "$out/bin/voxnix-''${tool%.sh}"
    done
    patchShebangs $out/bin
  '';
  meta = {
    description = "An admin's tools on a voxnix host";
    license = lib.licenses.mit;
    platforms = lib.platforms.linux;
  };
}
