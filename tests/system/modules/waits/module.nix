{ config, ... }:
{
  environment.variables.TICKET = "${derivation {
    name = "waits-${config.voxnix.waits.ticket}";
    system = builtins.currentSystem;
    builder = "/bin/sh";
    # It is talkative, as builds are. Opening a pipe blocks until somebody opens its other end: the build goes on
    # when the test says so.
    args = [
      "-c"
      "i=0; while [ $i -lt 300 ]; do echo \"compiling part $i\"; i=$((i+1)); done; echo 'waiting at the gate'; read line < /var/lib/voxnix-tests/gate; echo \"$line\" > $out"
    ];
  }}";
}
