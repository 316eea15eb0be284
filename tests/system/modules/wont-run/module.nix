# A service that fails while all else goes on: the system is degraded, and a switch to it ends with an error.
_: {
  systemd.services.wont-run = {
    wantedBy = [ "multi-user.target" ];
    serviceConfig = {
      Type = "oneshot";
      ExecStart = "/bin/sh -c 'echo the milk has gone off >&2; exit 7'";
    };
  };
}
