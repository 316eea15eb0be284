{
  config,
  lib,
  pkgs,
  ...
}:
{
  virtualisation.docker = {
    enable = true;
    autoPrune.enable = config.voxnix.docker.prune;
  };

  # The kernel is the host's: a module that is not there yet is no reason not to try.
  boot.kernelModules = lib.mkForce [ ];

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-docker" ''
      if answer=$(${config.virtualisation.docker.package}/bin/docker info --format '{{.ContainersRunning}}' 2>&1); then
        echo "runs, with $answer containers"
      else
        echo "does not run: ''${answer%%$'\n'*}"
        exit 1
      fi
    '')
  ];
}
