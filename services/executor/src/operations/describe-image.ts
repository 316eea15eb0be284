import type { Image } from "@voxnix/protocol";
import type { ImageIndex, ImageInfo } from "../composer/image-index.ts";
import type { ContainerRecord } from "../store/record.ts";
import { moduleChoice } from "./describe.ts";

/** The containers that run a system or can go back to it. */
export function usersOf(path: string, records: readonly ContainerRecord[]): ContainerRecord[] {
  return records.filter(
    ({ image, generations }) => image === path || generations.some((generation) => generation.image === path),
  );
}

/**
 * An image as callers see it.
 * @param records whose use of it is told
 * @param outdated whether no new container would use it
 */
export function describeImage(
  images: ImageIndex,
  { modules, usedMs, builtMs, sizeBytes, path, packages }: ImageInfo,
  records: readonly ContainerRecord[],
  outdated: boolean,
): Image {
  return {
    path,
    modules: modules.map(moduleChoice),
    packages,
    sizeBytes,
    builtMs,
    usedMs,
    usedBy: usersOf(path, records).map(({ name }) => name),
    prebuilt: images.isPinned(path),
    outdated,
  };
}
