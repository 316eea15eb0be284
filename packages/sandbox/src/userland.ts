import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execOrThrow } from "./exec.ts";
import { CODE, type SandboxPaths } from "./paths.ts";
import type { Progress } from "./progress.ts";

/**
 * Puts the trees that the nixpkgs stand-in composes from into the appliance's store; cheap when they are there.
 * `userland` is their folder in the cache, which the appliance sees under the same path.
 */
export async function installUserland(
  paths: SandboxPaths,
  userland: string,
  progress: Progress,
): Promise<void> {
  const add = () => addToStore(paths, userland, packagesFile);
  await (isInstalled(paths, userland)
    ? add()
    : progress.step("Adding the containers' userland to the Nix store", add));
}

/** Puts the trees of a folder of the cache into the appliance's store, and writes there what they are into `list`. */
export async function addToStore(paths: SandboxPaths, folder: string, list: string): Promise<void> {
  const script = `${CODE}/packages/sandbox/standins/userland/add-to-store.sh`;
  await execOrThrow(["sh", script, folder, list], "add Debian trees to the Nix store", {}, paths);
}

const packagesFile = "/var/lib/voxnix-sandbox/packages.json";

function isInstalled(paths: SandboxPaths, userland: string): boolean {
  const installed = join(paths.root, packagesFile);
  const id = readFileSync(join(userland, "id"), "utf8").trim();
  return existsSync(installed) && readFileSync(installed, "utf8").includes(id);
}
