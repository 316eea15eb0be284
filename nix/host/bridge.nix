# The bridge that containers are attached to. It belongs to voxnix alone: made at start, gone at stop.
{ paths, network }:
{
  description = "voxnix bridge ${network.bridge}";
  before = [ "machines.target" ];
  wantedBy = [ "multi-user.target" ];
  # Stopping it takes the network from every running container, so a new system leaves it as it is.
  keepRunning = true;
  serviceConfig = {
    Type = "oneshot";
    RemainAfterExit = true;
    ExecStart = [
      "-${paths.ip} link add name ${network.bridge} type bridge" # a second start finds it there
      "${paths.ip} address replace ${network.gateway}/${toString network.prefixLength} dev ${network.bridge}"
      "${paths.ip} link set ${network.bridge} up"
    ];
    ExecStop = [ "-${paths.ip} link delete ${network.bridge}" ];
  };
}
