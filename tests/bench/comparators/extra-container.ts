import { execOrThrow } from "@voxnix/sandbox";
import { inAppliance } from "../../system/harness/appliance.ts";
import { timedInAppliance } from "../world/stopwatch.ts";

/** The files of containers that are made without voxnix, ready for `extra-container create`. */
export interface Bare {
  /** The store path to create from. */
  readonly path: string;
  readonly names: readonly string[];
}

const here = "/opt/voxnix/tests/bench/comparators";
const scratch = "/var/lib/voxnix-tests/bench";
// The executor gives addresses out from the low end.
const firstAddress = 220;

/**
 * Evaluates and builds containers of an image that is there already. Not a part of what is measured.
 * @param image its store path
 * @param nixpkgs where it is in the appliance
 */
export async function bareContainers(
  image: string,
  nixpkgs: string,
  names: readonly string[],
): Promise<Bare> {
  const containers = names.map((name, place) => ({ name, address: `10.88.0.${firstAddress + place}` }));
  const spec = JSON.stringify({ image, bridge: "br-vox", containers });
  const specFile = `${scratch}/bare-${names.length}.json`;
  await execOrThrow(["sh", "-ec", `mkdir -p ${scratch} && cat > ${specFile}`], "write the spec", {
    input: spec,
  });
  const root = `${scratch}/bare-${names.length}`;
  const path = await inAppliance(
    ...["nix-build", "--quiet", `${here}/containers.nix`, "--out-link", root],
    ...["--argstr", "nixpkgs", nixpkgs, "--argstr", "specFile", specFile],
  );
  return { path, names };
}

/** `extra-container create PATH --start`: milliseconds until all of them are up. */
export async function createBare({ path, names }: Bare): Promise<number> {
  const ms = await timedInAppliance("extra-container", "create", path, "--start");
  // Its exit code is 0 for some failures too.
  for (const name of names)
    await inAppliance("systemctl", "--quiet", "is-active", `container@${name}.service`);
  return ms;
}

/** What a person would type to stop or start one. extra-container hands it on to nixos-container. */
export function changeBare(action: "start" | "stop", name: string): Promise<number> {
  return timedInAppliance("extra-container", action, name);
}

export function destroyBare({ names }: Bare): Promise<number> {
  return timedInAppliance("extra-container", "destroy", ...names);
}

/** Takes away what an earlier run left. */
export async function sweepBare(names: readonly string[]): Promise<void> {
  const script =
    'for each; do [ ! -L "/etc/nixos-containers/$each.conf" ] || extra-container destroy "$each"; done';
  await inAppliance("sh", "-c", script, "sh", ...names);
}
