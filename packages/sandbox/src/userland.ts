import type { Progress } from "./progress.ts";
import type { SandboxPaths } from "./paths.ts";

/** Puts the trees that the nixpkgs stand-in composes from into the appliance's store. */
export async function installUserland(_paths: SandboxPaths, _progress: Progress): Promise<void> {}
