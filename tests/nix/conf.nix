# The conf of a container with all that voxnix sets, by nixpkgs' nixos-containers.nix or the stand-in's.
{ nixpkgs }:
let
  compose = ../../nix/compose;
  host = import "${nixpkgs}/nixos/lib/eval-config.nix" {
    system = null;
    baseModules = [
      "${nixpkgs}/nixos/modules/virtualisation/nixos-containers.nix"
      (import (compose + "/host-options.nix") { inherit nixpkgs; })
    ];
    modules = [
      (import (compose + "/host-container.nix") {
        machine = "dev";
        image = builtins.toFile "image" "";
        bridge = "br-vox";
        address = "10.88.0.5";
        prefixLength = 24;
        autostart = true;
        startTimeoutSeconds = 120;
        tun = true;
        nesting = true;
        credentials = [
          {
            id = "tailscale.authKey";
            path = "/var/lib/voxnix/secrets/ada/key";
          }
        ];
        binds = [
          {
            host = "/srv/shared";
            container = "/mnt/shared";
            readOnly = true;
          }
          {
            host = "/var/lib/voxnix-workspaces/dev";
            container = "/workspace";
            readOnly = false;
          }
        ];
      })
    ];
  };
  text = host.config.environment.etc."nixos-containers/dev.conf".text;
in
# nixpkgs leaves a blank line for everything that is not set.
builtins.filter (line: builtins.isString line && line != "") (builtins.split "\n" text)
