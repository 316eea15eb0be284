_: {
  systemd.services.wont-finish = {
    wantedBy = [ "multi-user.target" ];
    before = [ "multi-user.target" ];
    serviceConfig = {
      Type = "oneshot";
      # It ends with the system, or not at all.
      ExecStart = "/bin/sh -c 'echo still thinking; sleep infinity'";
      TimeoutStartSec = "infinity";
    };
  };
}
