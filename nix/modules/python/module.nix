{ config, pkgs, ... }:
let
  cfg = config.voxnix.python;

  library =
    known: name:
    known.${name}
      or (throw "voxnix: python.libraries: there is no library \"${name}\" in nixpkgs' python3Packages");
in
{
  environment.systemPackages = [
    (pkgs.python3.withPackages (known: map (library known) cfg.libraries))
  ];
}
