# For whom the secrets are encrypted: agenix reads this file. `just secrets-rekey` after a change of keys.
let
  inherit ((import ../home.nix).voxnix.home) admin machine;
  known = builtins.filter (key: builtins.match "CHANGE-ME.*" key == null);
in
{
  "agent.age".publicKeys = known (admin.keys ++ [ machine.hostKey ]);
}
