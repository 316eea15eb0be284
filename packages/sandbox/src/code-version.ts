import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the services are made of. */
const folders = ["services", "packages/protocol", "packages/daemon", "proto", "nix"];

/** Changes when a file that the services may have loaded changes, so that `up` restarts what runs old code. */
export function codeVersion(checkout: string): string {
  const hash = createHash("sha256");
  for (const folder of folders) if (existsSync(join(checkout, folder))) add(join(checkout, folder), hash);
  return hash.digest("hex").slice(0, 16);
}

function add(folder: string, hash: ReturnType<typeof createHash>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") add(path, hash);
    else if (entry.isFile() && !/\.(test\.ts|md)$/.test(entry.name)) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
}
