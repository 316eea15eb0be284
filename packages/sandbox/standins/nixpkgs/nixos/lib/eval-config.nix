# From modules to a system, as nixpkgs' file of this name.
{
  modules,
  baseModules ? import ../modules/module-list.nix,
  modulesLocation ? null,
  specialArgs ? { },
  system ? builtins.currentSystem,
}:
let
  lib = import ../../lib;

  located =
    module:
    if modulesLocation == null then
      module
    else
      {
        _file = modulesLocation;
        imports = [ module ];
      };
  platform = lib.optional (system != null) { nixpkgs.hostPlatform = lib.mkDefault system; };
in
lib.evalModules {
  inherit specialArgs;
  modules = baseModules ++ platform ++ map located modules;
}
// {
  inherit lib;
}
