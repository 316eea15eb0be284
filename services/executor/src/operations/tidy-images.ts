import { type ImagePolicy, toCollect } from "../composer/collect.ts";
import { usersOf } from "./describe-image.ts";
import type { Parts } from "./parts.ts";
import type { Registry } from "./registry.ts";
import type { Kind } from "./task.ts";

/** Operations that have or may get an image in hand that no record names yet. */
const composing: readonly Kind[] = ["CREATE", "PREVIEW", "UPDATE", "ROLLBACK", "RESTORE", "PREBUILD"];

/** The operation that composes just now, if any. */
export function composingNow(registry: Registry) {
  return registry.list().find(({ underway, plan }) => underway && composing.includes(plan.kind));
}

/**
 * Lets go of the images that the policy does not keep. Never one that a container runs or can go back to, or that
 * the host's configuration names; and none at all while something is being composed.
 */
export async function tidyImages(parts: Parts, registry: Registry, policy: ImagePolicy): Promise<void> {
  const { images, records, closure, log, now } = parts;
  if (composingNow(registry) !== undefined) return;
  const spared = ({ path }: { path: string }) =>
    images.isPinned(path) || usersOf(path, records.all()).length > 0;
  for (const { path } of await toCollect(images.all(), policy, spared, now(), closure)) {
    // While it was weighed somebody may have begun to use it.
    if (composingNow(registry) !== undefined) return;
    if (spared({ path })) continue;
    await images.remove(path);
    log.info({ event: "image-collected", image: path });
  }
}
