import { existsSync } from "node:fs";
import { readdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writeAtomically } from "../store/atomic.ts";
import { Choice } from "../store/record.ts";
import { removeRoot } from "./gc-root.ts";

/** What is known of an image beside its content: the text of `<folder>/<key>.json`. */
export const ImageInfo = z.object({
  /** The identity of all that its content depends on. */
  key: z.string(),
  /** In the store. */
  path: z.string(),
  /** Where a secret is named stands its credential's id. */
  ...Choice.shape,
  /** Bytes of its closure, shared parts included. */
  sizeBytes: z.number().int(),
  /** Unix time in milliseconds. */
  builtMs: z.number().int(),
  /** When a container was last created from it or updated to it, else 0. */
  usedMs: z.number().int(),
});
export type ImageInfo = z.infer<typeof ImageInfo>;

/**
 * The systems that are built already. The truth is a garbage collector root for each, `<roots>/<key>`; the file
 * beside it says what went into it. Two keys may lead to one path, when the library changed in a way that did
 * not matter.
 */
export class ImageIndex {
  readonly #folder: string;
  readonly #roots: string;
  readonly #byKey = new Map<string, ImageInfo>();
  /** Keys of those that the host's configuration names. */
  readonly pinned = new Set<string>();

  private constructor(folder: string, roots: string) {
    this.#folder = folder;
    this.#roots = roots;
  }

  /** Reads the index; drops what has no root any more, and roots that nothing is known of. */
  static async open(folder: string, roots: string): Promise<ImageIndex> {
    const index = new ImageIndex(folder, roots);
    const keys = [folder, roots].map((place) => readdir(place).catch(() => []));
    const names = (await Promise.all(keys)).flat().map((name) => name.replace(/\.json$/, ""));
    for (const key of new Set(names)) await index.#load(key);
    return index;
  }

  async #load(key: string): Promise<void> {
    const info = parse(await readIfThere(join(this.#folder, `${key}.json`)));
    const path = await readlink(this.root(key)).catch(() => undefined);
    if (info?.key === key && info.path === path && existsSync(path)) this.#byKey.set(key, info);
    else await this.#drop(key);
  }

  /** Where the root of an image is, also of one that is yet to be built. */
  root(key: string): string {
    return join(this.#roots, key);
  }

  /** The image of a key, if it is still in the store. */
  find(key: string): ImageInfo | undefined {
    const info = this.#byKey.get(key);
    return info !== undefined && existsSync(info.path) ? info : undefined;
  }

  at(path: string): ImageInfo | undefined {
    return this.all().find((info) => info.path === path);
  }

  /** The newest of each path, newest first. */
  all(): ImageInfo[] {
    const newestFirst = [...this.#byKey.values()].sort((a, b) => b.builtMs - a.builtMs);
    return newestFirst.filter(
      ({ path }, index) => newestFirst.findIndex((one) => one.path === path) === index,
    );
  }

  /** Takes in an image whose root Nix has made. */
  async add(info: ImageInfo): Promise<void> {
    await writeAtomically(join(this.#folder, `${info.key}.json`), `${JSON.stringify(info, null, 2)}\n`);
    this.#byKey.set(info.key, info);
  }

  /** Notes that a container now uses a path. */
  async use(path: string, usedMs: number): Promise<void> {
    for (const info of this.#byKey.values()) if (info.path === path) await this.add({ ...info, usedMs });
  }

  isPinned(path: string): boolean {
    return [...this.pinned].some((key) => this.#byKey.get(key)?.path === path);
  }

  /** Forgets an image, so that Nix can collect it. */
  async remove(path: string): Promise<void> {
    for (const info of [...this.#byKey.values()]) if (info.path === path) await this.#drop(info.key);
  }

  async #drop(key: string): Promise<void> {
    this.#byKey.delete(key);
    await removeRoot(this.root(key));
    await rm(join(this.#folder, `${key}.json`), { force: true });
  }
}

function parse(text: string | undefined): ImageInfo | undefined {
  if (text === undefined) return undefined;
  try {
    return ImageInfo.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
