# Programs that speak to the world outside, and are in no Debian. These stand in for them: the same command
# line as far as voxnix uses it, refused where the real ones would refuse, and nobody at the other end.
{ builders }:
let
  inherit (builders) runCommand;

  package =
    pname: version: programs:
    runCommand "${pname}-${version}" { } ''
      mkdir -p "$out/bin"
      ${builtins.concatStringsSep "\n" (
        map (program: "install -m 555 ${./. + "/${program}.sh"} \"$out/bin/${program}\"") programs
      )}
    ''
    // {
      inherit pname version;
      meta.mainProgram = pname;
    };
in
{
  tailscale = package "tailscale" "1.84.0" [
    "tailscale"
    "tailscaled"
  ];
  code-server = package "code-server" "4.100.0" [ "code-server" ];
}
