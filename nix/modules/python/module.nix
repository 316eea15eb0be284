{ config, pkgs, ... }:
let
  cfg = config.voxnix.python;

  library =
    known: name:
    if known ? ${name} then
      known.${name}
    else
      throw "voxnix: python.libraries: there is no library \"${name}\" in nixpkgs' python3Packages";
in
{
  environment.systemPackages = [
    (pkgs.python3.withPackages (known: map (library known) cfg.libraries))
  ];
}
