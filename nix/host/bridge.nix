# The bridge that containers are attached to. It belongs to voxnix alone: made at start, gone at stop.
{ paths, network }:
{
  description = "voxnix bridge ${network.bridge}";
  # In this order no container is ever on it without the fence.
  wants = [ "voxnix-fence.service" ];
  after = [ "voxnix-fence.service" ];
  before = [ "machines.target" ];
  wantedBy = [ "multi-user.target" ];
  # Stopping it takes the network from every running container, so a new system leaves it as it is.
  keepRunning = true;
  serviceConfig = {
    Type = "oneshot";
    RemainAfterExit = true;
    ExecStart = [
      "-${paths.ip} link add name ${network.bridge} type bridge" # a second start finds it there
      # Without IPv6 there nobody on it can pass for the host's router.
      "${paths.ip} link set ${network.bridge} addrgenmode none"
      "${paths.ip} address replace ${network.gateway}/${toString network.prefixLength} dev ${network.bridge}"
      "${paths.ip} link set ${network.bridge} up"
    ];
    ExecStop = [ "-${paths.ip} link delete ${network.bridge}" ];
  };
}
