# The bridge that containers are attached to. It belongs to voxnix alone: made at start, gone at stop.
{ paths, limits }:
{
  description = "voxnix bridge ${limits.bridge}";
  before = [ "machines.target" ];
  wantedBy = [ "multi-user.target" ];
  serviceConfig = {
    Type = "oneshot";
    RemainAfterExit = true;
    ExecStart = [
      "-${paths.ip} link add name ${limits.bridge} type bridge" # a second start finds it there
      "${paths.ip} address replace ${limits.gateway}/${toString limits.prefixLength} dev ${limits.bridge}"
      "${paths.ip} link set ${limits.bridge} up"
    ];
    ExecStop = [ "-${paths.ip} link delete ${limits.bridge}" ];
  };
}
