import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxPaths } from "./paths.ts";

/** What the services are made of. */
const folders = ["services", "packages/protocol", "packages/daemon", "packages/bundle", "proto", "nix"];

/** Changes when a file that the services may have loaded changes, so that `up` restarts what runs old code. @param more folders to look at */
export function codeVersion(checkout: string, more: readonly string[] = []): string {
  // With its dependencies: they are bundled with it.
  const hash = createHash("sha256").update(readFileSync(join(checkout, "pnpm-lock.yaml")));
  for (const folder of [...folders, ...more])
    if (existsSync(join(checkout, folder))) add(join(checkout, folder), hash);
  return hash.digest("hex").slice(0, 16);
}

/** Whether a unit was last started from other code than this; see noteCode. */
export function runsOtherCode(paths: SandboxPaths, unit: string, code: string): boolean {
  const note = noteFile(paths, unit);
  return !existsSync(note) || readFileSync(note, "utf8") !== code;
}

/** Notes the code that a unit was started from. */
export function noteCode(paths: SandboxPaths, unit: string, code: string): void {
  writeFileSync(noteFile(paths, unit), code);
}

function noteFile(paths: SandboxPaths, unit: string): string {
  return join(paths.instance, `${unit}.code`);
}

function add(folder: string, hash: ReturnType<typeof createHash>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !["node_modules", "dist"].includes(entry.name)) add(path, hash);
    else if (entry.isFile() && !/\.(test\.ts|md)$/.test(entry.name)) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
}
