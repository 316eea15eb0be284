import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  cachedTree,
  codeVersion,
  down,
  onHostOrThrow,
  type Progress,
  reset,
  type SandboxPaths,
  sandboxPaths,
  silent,
  up,
} from "@voxnix/sandbox";
import { executorFile, machineFiles, machineLinks } from "./image-files.ts";
import { inhabit } from "./inhabit.ts";
import type { Kernel } from "./kernel.ts";
import { stage } from "./staging.ts";
import { inhabitants, World } from "./world.ts";

export interface Image {
  /** A raw ext4 file system without partitions. */
  readonly disk: string;
  readonly world: World;
}

const sizeMb = 6_144;
/** Beside what the services are made of; see codeVersion. */
const alsoInside = ["tests/vm/guest", "packages/sandbox/standins"];
const kept = 2;

/**
 * The disk of a machine with ten containers, made now for this very code if it is not cached. They are made by the
 * real executor in a sandbox, which takes a second each and not a minute; the machine boots from its tree.
 */
export async function image(kernel: Kernel, progress: Progress): Promise<Image> {
  const paths = sandboxPaths(undefined, "vm");
  const folder = await cachedTree(paths.cache, {
    name: "vm-disk",
    ingredients: {
      code: codeVersion(paths.checkout, alsoInside),
      kernel: kernel.version,
      inhabitants,
      executorFile,
      machineFiles,
      machineLinks,
      sizeMb,
    },
    build: (directory) => build(directory, paths, kernel, progress),
  });
  forgetOld(folder);
  const world = World.parse(JSON.parse(readFileSync(join(folder, "world.json"), "utf8")));
  return { disk: join(folder, "disk.img"), world };
}

async function build(
  directory: string,
  paths: SandboxPaths,
  kernel: Kernel,
  progress: Progress,
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  // Another one than the last time would still have the last one's containers.
  await reset(silent, paths);
  await up({ services: false, progress }, paths);
  const synced = await inhabit(paths, inhabitants, progress);
  await down(progress, paths);
  writeFileSync(join(directory, "world.json"), JSON.stringify({ containers: inhabitants, synced }, null, 2));
  await progress.step("The machine's disk", async () => {
    const tree = join(paths.instance, "tree-of-machine");
    rmSync(tree, { recursive: true, force: true });
    await stage(paths.root, tree, { checkout: paths.checkout, kernel });
    await onHostOrThrow(
      [
        ...["mkfs.ext4", "-q", "-b", "4096", "-d", tree],
        ...["-E", "lazy_itable_init=0,lazy_journal_init=0", join(directory, "disk.img"), `${sizeMb}M`],
      ],
      "make the machine's disk",
    );
  });
  await reset(silent, paths);
}

function forgetOld(current: string): void {
  const cache = dirname(current);
  const images = readdirSync(cache)
    .filter((name) => /^vm-disk-[0-9a-f]{12}$/.test(name) && name !== basename(current))
    .map((name) => ({ path: join(cache, name), age: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.age - a.age);
  for (const { path } of images.slice(kept - 1)) rmSync(path, { recursive: true });
}
