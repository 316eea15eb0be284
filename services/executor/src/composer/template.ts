import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { removeRoot } from "./gc-root.ts";
import type { Reporter } from "./nix.ts";
import type { Template } from "./render.ts";
import { type SharedBuild, shareBuilds } from "./shared.ts";

/** What takes a template of its own. */
export interface Kind {
  tun: boolean;
  nesting: boolean;
}

/** The templates that host sides are made from: one for each kind of container, built once. */
export interface Templates {
  /** A known one without any Nix process, else built. */
  of(kind: Kind, report: Reporter, signal: AbortSignal): Promise<Template>;
}

/**
 * @param folder of their roots, `<kind>-<key>`
 * @param identity all that a template depends on beside its kind
 * @param build has Nix build nix/compose/host-side.nix and make a root for it
 */
export function openTemplates(
  folder: string,
  identity: () => readonly unknown[],
  build: (kind: Kind, root: string, shared: SharedBuild) => Promise<string>,
): Templates {
  const builds = shareBuilds<string>();
  const read = new Map<string, Promise<Template>>();

  const texts = async (path: string): Promise<Template> => {
    const [unit, conf] = await Promise.all([
      readFile(join(path, "unit"), "utf8"),
      readFile(join(path, "conf"), "utf8"),
    ]);
    return { path, unit, conf };
  };

  return {
    async of(kind, report, signal) {
      const key = createHash("sha256").update(JSON.stringify(identity())).digest("hex").slice(0, 32);
      const name = [...(kind.tun ? ["tun"] : []), ...(kind.nesting ? ["nesting"] : [])].join("-") || "plain";
      const root = join(folder, `${name}-${key}`);
      const known = await readlink(root).catch(() => undefined);
      const path =
        known !== undefined && existsSync(known)
          ? known
          : await builds(root, report, signal, async (shared) => {
              const built = await build(kind, root, shared);
              await forgetOthers(folder, root);
              return built;
            });
      const found = read.get(path) ?? texts(path);
      read.set(path, found);
      // What cannot be read now may be there the next time.
      found.catch(() => read.delete(path));
      return found;
    },
  };
}

// Those that were made for the same kind by another library, nixpkgs or configuration; what was made from them
// holds on to them by itself.
async function forgetOthers(folder: string, root: string): Promise<void> {
  const stem = root.slice(folder.length + 1, root.lastIndexOf("-") + 1);
  for (const entry of await readdir(folder)) {
    const other = join(folder, entry);
    if (other !== root && other.slice(folder.length + 1, other.lastIndexOf("-") + 1) === stem)
      await removeRoot(other);
  }
}
