import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../src/errors.ts";
import { onHost } from "../../src/host.ts";
import type { Report } from "../../src/progress.ts";
import { cachedPath, cachedTree, type Recipe } from "../../src/tree-cache.ts";
import { userland } from "./build.ts";
import { moreTrees, type Tree } from "./table.ts";
import { unpackTree } from "./unpack.ts";

/**
 * A folder with one tree of `moreTrees`, built now if nobody has yet, in the form of build.ts'. The userland
 * has to be there already.
 */
export function buildMore(name: string, options: { cacheDir: string; onProgress?: Report }): Promise<string> {
  const tree = moreTrees[name];
  if (tree === undefined) throw new Error(`There is no tree ${name}.`);
  return cachedTree(options.cacheDir, recipe(name, tree, options.cacheDir, options.onProgress ?? (() => {})));
}

/** Raise `revision` when the steps below change. */
function recipe(name: string, tree: Tree, cache: string, report: Report): Recipe {
  const beyond = cachedPath(cache, userland(report));
  return {
    name: `userland-${name}`,
    ingredients: { revision: 1, tree, beyond },
    build: async (directory) => {
      mkdirSync(directory, { recursive: true });
      try {
        const debs = join(directory, "debs");
        report(`downloading ${tree.debian.join(", ")}`);
        const script = join(import.meta.dirname, "download-more.sh");
        const result = await onHost(["sh", script, join(beyond, "apt"), debs, ...tree.debian]);
        if (result.exitCode !== 0)
          throw new SandboxError(
            `Could not download ${name}: is a Debian mirror reachable?`,
            result.stderr.split("\n").slice(-15).join("\n"),
          );
        report(`unpacking ${name}`);
        const lines = await unpackTree(name, tree, debs, join(directory, name));
        rmSync(debs, { recursive: true });
        writeFileSync(join(directory, "manifest"), `${lines.join("\n")}\n`);
        writeFileSync(join(directory, "id"), `${randomUUID()}\n`);
      } catch (error) {
        rmSync(directory, { recursive: true, force: true });
        throw error;
      }
    },
  };
}
