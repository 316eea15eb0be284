import { existsSync } from "node:fs";
import { userland } from "../standins/userland/build.ts";
import type { SandboxPaths } from "./paths.ts";
import { installPrerequisites } from "./prerequisites.ts";
import type { Progress } from "./progress.ts";
import { rootfs } from "./rootfs.ts";
import { cachedPath, cachedTree } from "./tree-cache.ts";

export interface Trees {
  /** What the appliance's own tree is copied from. */
  readonly appliance: string;
  /** What the nixpkgs stand-in composes containers from; null when a real nixpkgs takes its place. */
  readonly userland: string | null;
}

/** The trees that an appliance is made of: from the cache, or built side by side after installing the tools. */
export async function trees(
  paths: SandboxPaths,
  { standIn }: { standIn: boolean },
  progress: Progress,
): Promise<Trees> {
  const silence = () => {};
  const wanted = [rootfs(silence), ...(standIn ? [userland(silence)] : [])];
  const building = !wanted.every((recipe) => existsSync(cachedPath(paths.cache, recipe)));
  await installPrerequisites(progress, { building });
  if (building)
    await progress.step("Debian trees (once per machine, a minute or two)", async (report) => {
      const shown = new Map<string, string>();
      const part = (name: string) => (detail: string, fraction?: number) => {
        shown.set(
          name,
          `${name}: ${detail}${fraction === undefined ? "" : ` (${Math.round(fraction * 100)} %)`}`,
        );
        report([...shown.values()].join("; "));
      };
      const recipes = [rootfs(part("appliance")), ...(standIn ? [userland(part("containers"))] : [])];
      const waiting = (name: string) => () => part(name)("waiting for another build of it");
      const done = await Promise.allSettled(
        recipes.map((recipe) => cachedTree(paths.cache, recipe, waiting(recipe.name))),
      );
      // Both have ended here, so that a failure leaves no build behind.
      for (const result of done) if (result.status === "rejected") throw result.reason;
    });
  return {
    appliance: cachedPath(paths.cache, rootfs(silence)),
    userland: standIn ? cachedPath(paths.cache, userland(silence)) : null,
  };
}
