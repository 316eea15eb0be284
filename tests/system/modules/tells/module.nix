{ pkgs, ... }:
{
  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-tells" ''
      echo "holds $(cat /workspace/cheese) cheeses"
      [ -e /workspace/cheese ]
    '')
  ];
}
