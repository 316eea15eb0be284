# The agent's secrets, by agenix: encrypted in secrets/agent.age, readable on the machine by root alone.
{ config, lib, ... }:
let
  file = ./secrets/agent.age;
in
{
  config = lib.mkIf (builtins.pathExists file) {
    age.secrets.voxnix-agent = {
      inherit file;
      mode = "0400";
    };
    services.voxnix.agent.environmentFile = config.age.secrets.voxnix-agent.path;
    # Another token takes effect with the deployment that brings it.
    systemd.services.voxnix-agent.restartTriggers = [ file ];
  };
}
