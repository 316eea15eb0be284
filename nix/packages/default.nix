# voxnix's packages out of a nixpkgs. extraContainer: its source.
{ extraContainer }:
pkgs:
let
  service = pkgs.callPackage ./service.nix { };
in
{
  agent = service {
    pname = "voxnix-agent";
    service = "services/agent";
    programs.voxnix-chat = "chat.mjs";
  };
  executor = service {
    pname = "voxnix-executor";
    service = "services/executor";
  };
  tools = pkgs.callPackage ./tools.nix { };
  extra-container = pkgs.callPackage extraContainer { pkgSrc = extraContainer; };
}
