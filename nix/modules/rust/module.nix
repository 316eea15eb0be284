{
  config,
  lib,
  pkgs,
  ...
}:
{
  environment.systemPackages = [
    pkgs.cargo
    pkgs.clippy
    pkgs.gcc
    pkgs.rustc
    pkgs.rustfmt
  ]
  ++ lib.optional config.voxnix.rust.analyzer pkgs.rust-analyzer;
}
