import type { Closure } from "./closure.ts";
import { sizeOf } from "./closure.ts";
import type { ImageInfo } from "./image-index.ts";

/** Which images that nobody uses are kept. */
export interface ImagePolicy {
  /** How many, those used last. */
  imagesKept: number;
  /** How long after their last use; 0 for ever. */
  imagesKeptMs: number;
  /** What all images may take of the store, the used ones included; 0 for no limit. */
  imagesBytes: number;
}

/**
 * The images that the policy lets go, those used longest ago first.
 * @param images all of them
 * @param spared whether somebody needs it: then it stays, and counts only for what it takes
 * @param closure of several paths together: what they share counts once
 */
export async function toCollect(
  images: readonly ImageInfo[],
  policy: ImagePolicy,
  spared: (image: ImageInfo) => boolean,
  nowMs: number,
  closure: (paths: readonly string[]) => Promise<Closure>,
): Promise<ImageInfo[]> {
  const unused = images.filter((image) => !spared(image)).sort((a, b) => lastUse(b) - lastUse(a));
  const fresh = (image: ImageInfo) =>
    policy.imagesKeptMs === 0 || nowMs - lastUse(image) <= policy.imagesKeptMs;
  const kept = unused.slice(0, policy.imagesKept).filter(fresh);
  const others = images.filter(spared);
  // Together they are at most what each takes by itself: then nothing has to be asked.
  const most = (some: readonly ImageInfo[]) => some.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  while (policy.imagesBytes > 0 && kept.length > 0 && most([...others, ...kept]) > policy.imagesBytes) {
    const together = await closure([...others, ...kept].map(({ path }) => path));
    if (sizeOf(together) <= policy.imagesBytes) break;
    kept.pop();
  }
  return unused.filter((image) => !kept.includes(image)).reverse();
}

const lastUse = ({ usedMs, builtMs }: ImageInfo) => Math.max(usedMs, builtMs);
