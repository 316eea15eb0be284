# No package set is needed for a derivation that only fails.
_: {
  environment.variables.NEVER = "${derivation {
    name = "wont-build";
    system = builtins.currentSystem;
    builder = "/bin/sh";
    args = [
      "-c"
      "echo 'checking for cheese... no'; echo 'configure: error: out of cheese' >&2; exit 3"
    ];
  }}";
}
