# The sets inside nixpkgs whose packages can be asked for, as python3Packages.requests. Those of other
# languages are seldom wanted system-wide, and listing Haskell's alone means reading 15 MB of Nix.
[
  "perlPackages"
  "python3Packages"
]
