# The conf of containers with all that voxnix sets, by nixpkgs' nixos-containers.nix or the stand-in's: as a
# template, and with what the executor fills in given to nixos-containers.nix instead.
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
        bridge = "br-vox";
        prefixLength = 24;
        startTimeoutSeconds = 120;
        tun = true;
        nesting = true;
      })
      {
        containers.dev = {
          path = "/nix/store/i-system";
          privateUsers = "pick";
          privateNetwork = true;
          hostBridge = "br-vox";
          localAddress = "10.88.0.5/24";
          autoStart = true;
          bindMounts."/mnt/shared" = {
            hostPath = "/srv/shared";
            mountPoint = "/mnt/shared:idmap";
            isReadOnly = true;
          };
          bindMounts."/workspace" = {
            hostPath = "/var/lib/voxnix-workspaces/dev";
            mountPoint = "/workspace:idmap";
            isReadOnly = false;
          };
          extraFlags = [ "--load-credential=tailscale.authKey:/var/lib/voxnix/secrets/ada/key" ];
        };
      }
    ];
  };
  lines =
    name:
    # nixpkgs leaves a blank line for everything that is not set.
    builtins.filter (line: builtins.isString line && line != "") (
      builtins.split "\n" host.config.environment.etc."nixos-containers/${name}.conf".text
    );
in
builtins.mapAttrs (name: _: lines name) {
  dev = null;
  voxnix = null;
}
