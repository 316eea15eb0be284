# Ends the container in the middle of its boot, as a system does whose first services fail.
_: {
  systemd.services.wont-boot = {
    wantedBy = [ "multi-user.target" ];
    before = [ "multi-user.target" ];
    unitConfig.FailureAction = "exit-force";
    serviceConfig = {
      Type = "oneshot";
      # The journal has the last words before the system ends.
      ExecStart = "/bin/sh -c 'echo the cheese has run out >&2; journalctl --sync; exit 7'";
    };
  };
}
