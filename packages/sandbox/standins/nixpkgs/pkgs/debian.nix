# Tools that nixpkgs has as packages and that Debian has under /usr, in the appliance and in the base of
# every container alike.
{ lib }:
lib.genAttrs
  [
    "bash"
    "coreutils"
    "findutils"
    "gnugrep"
    "gnused"
    "iproute2"
    "nix"
    "procps"
    "systemd"
    "util-linux"
  ]
  (name: {
    type = "derivation";
    inherit name;
    pname = name;
    version = "debian";
    outPath = "/usr";
  })
