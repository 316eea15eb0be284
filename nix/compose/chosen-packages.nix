# The packages of nixpkgs that a spec names, by attribute name: "ripgrep", "python3Packages.requests".
names:
{ pkgs, ... }:
let
  inherit (builtins)
    concatStringsSep
    elem
    filter
    isList
    isString
    match
    ;

  fail = message: throw "voxnix: packages: ${message}";
  sets = import ./package-sets.nix;

  package =
    name:
    let
      parts = filter isString (builtins.split "\\." name);
      outer = builtins.elemAt parts 0;
      inner = builtins.elemAt parts 1;
      nested = builtins.length parts == 2;
      found = if nested then pkgs.${outer}.${inner} else pkgs.${outer};
      there =
        if nested then elem outer sets && pkgs ? ${outer} && pkgs.${outer} ? ${inner} else pkgs ? ${outer};
    in
    if !isString name || match "[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)?" name == null then
      fail "${builtins.toJSON name} is no name of a package, like \"ripgrep\" or \"${builtins.head sets}.x\""
    else if !there then
      fail "there is no package \"${name}\" in nixpkgs${
        if nested && !elem outer sets then "; of sets there are: ${concatStringsSep ", " sets}" else ""
      }"
    # An alias or a package that nixpkgs refuses (unfree, insecure) says so itself, by name.
    else if found.type or null != "derivation" then
      fail "\"${name}\" is something in nixpkgs, but no package"
    else
      found;
in
{
  environment.systemPackages =
    if isList names then map package names else fail "must be a list of names";
}
