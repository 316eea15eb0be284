import { inAppliance } from "../../system/harness/appliance.ts";

const folder = "/var/lib/voxnix-tests/bench-library";

// A module as there are many: a word about it, a few settings, nothing to build.
const about = `{
  summary = "a tool for the benchmark, with a few settings of its own";
  gives = [ "tool-NUMBER" ];
  settings = {
    level = { type = "integer"; default = 3; min = 1; max = 9; description = "How much of it there is"; };
    place = { type = "string"; default = "here"; description = "Where it is kept"; maxLength = 60; };
  };
}`;
const module = "{ ... }: { }";
// A build that says much, slowly: what many people watch.
const talksAbout = `{
  summary = "a system whose build says much";
  gives = [ ];
  settings.ticket = { type = "string"; default = "none"; description = "Makes the build one of its own"; maxLength = 60; };
}`;
const talks = `{ config, ... }:
{
  environment.variables.TICKET = "\${derivation {
    name = "talks-\${config.voxnix.talks.ticket}";
    system = builtins.currentSystem;
    builder = "/bin/sh";
    args = [ "-c" "i=0; while [ $i -lt 100 ]; do j=0; while [ $j -lt 20 ]; do echo \\"part $i.$j of it\\"; j=$((j+1)); done; /bin/sleep 0.02; i=$((i+1)); done; echo > $out" ];
  }}";
}`;

/**
 * Makes a module library of its own in the appliance: the real modules, one whose build is talkative, and so many
 * in all. @returns its folder
 */
export async function largeLibrary(modules: number): Promise<string> {
  const script = `rm -rf ${folder} && mkdir -p ${folder} && cp -r /opt/voxnix/nix/. ${folder} && cd ${folder}/modules
    mkdir talks && printf '%s' "$3" > talks/about.nix && printf '%s' "$4" > talks/module.nix
    have=$(ls | wc -l)
    while [ $have -lt ${modules} ]; do
      mkdir tool-$have && printf '%s' "$1" | sed "s/NUMBER/$have/" > tool-$have/about.nix && printf '%s' "$2" > tool-$have/module.nix
      have=$((have+1))
    done`;
  await inAppliance("sh", "-ec", script, "sh", about, module, talksAbout, talks);
  return folder;
}

export async function removeLibrary(): Promise<void> {
  await inAppliance("rm", "-rf", folder);
}
