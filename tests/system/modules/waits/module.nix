{ config, ... }:
{
  environment.variables.TICKET = "${derivation {
    name = "waits-${config.voxnix.waits.ticket}";
    system = builtins.currentSystem;
    builder = "/bin/sh";
    # Opening a pipe blocks until somebody opens its other end: the build goes on when the test says so.
    args = [
      "-c"
      "echo 'waiting at the gate'; read line < /var/lib/voxnix-tests/gate; echo \"$line\" > $out"
    ];
  }}";
}
