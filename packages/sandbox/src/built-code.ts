import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "./errors.ts";
import { BUILT, type SandboxPaths } from "./paths.ts";

/**
 * Makes the code that the services run from what the checkout says now, where the appliance sees it; nothing if it
 * is there. It starts in half the time of the sources and takes half the memory.
 * @param code the version of the sources; see codeVersion
 */
export async function buildCode(paths: SandboxPaths, code: string): Promise<void> {
  const note = join(paths.root, BUILT, "version");
  if (existsSync(note) && readFileSync(note, "utf8") === code) return;
  // The bundler is a program of 10 MB: loaded for this alone.
  const { bundle, BundleError, services } = await import("@voxnix/bundle");
  rmSync(note, { force: true });
  try {
    for (const service of services) {
      await bundle(service, join(paths.root, BUILT, "services", service, "dist"), paths.checkout);
    }
  } catch (error) {
    if (error instanceof BundleError) throw new SandboxError(error.message);
    throw error;
  }
  makeReadable(join(paths.root, BUILT));
  writeFileSync(note, code);
}

// For the agent's own user, whatever this process's umask is.
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else chmodSync(path, 0o644);
  }
}
