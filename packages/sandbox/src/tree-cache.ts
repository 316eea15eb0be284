import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.ts";

/** A file tree that can be built from a recipe; equal recipes share one tree. */
export interface Recipe {
  readonly name: string;
  /** Everything the result depends on; its hash is the key. */
  readonly ingredients: unknown;
  /** Fills the given directory, which does not exist yet. */
  readonly build: (directory: string) => Promise<void>;
}

/** Where a recipe's tree is, or will be. */
export function cachedPath(cache: string, recipe: Recipe): string {
  const key = createHash("sha256").update(JSON.stringify(recipe.ingredients)).digest("hex").slice(0, 12);
  return join(cache, `${recipe.name}-${key}`);
}

/**
 * The directory with a recipe's tree, built now if nobody has yet.
 * A second builder waits for the first; a tree appears under its name only when it is complete, and what an
 * interrupted build left is removed by the next one.
 */
export async function cachedTree(cache: string, recipe: Recipe, onWait?: () => void): Promise<string> {
  const path = cachedPath(cache, recipe);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  return withLock(
    join(cache, `.${recipe.name}.lock`),
    async () => {
      if (existsSync(path)) return path;
      for (const entry of readdirSync(cache))
        if (entry.startsWith(`.${recipe.name}-`) && entry.endsWith(".partial"))
          rmSync(join(cache, entry), { recursive: true, force: true });
      const partial = join(cache, `.${recipe.name}-${process.pid}.partial`);
      await recipe.build(partial);
      renameSync(partial, path);
      return path;
    },
    onWait,
  );
}
