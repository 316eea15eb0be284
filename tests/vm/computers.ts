import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installTools, onHostOrThrow, type Progress, SandboxError, sandboxPaths } from "@voxnix/sandbox";
import { Appliance } from "./appliance.ts";
import type { Computer } from "./guest.ts";
import { image } from "./image.ts";
import { inhabit } from "./inhabit.ts";
import { kernel } from "./kernel.ts";
import { Machine } from "./machine.ts";
import { VolatileDisk } from "./volatile-disk.ts";
import type { Expected, World } from "./world.ts";

/** A computer that is off, with containers on its disk. */
export interface Inhabited<C extends Computer = Computer> {
  readonly computer: C;
  readonly world: World;
  /** Ends it, and takes away what it lay on. */
  dispose(): Promise<void>;
}

/** What boots fail to do within this time they never do: software emulation stalls now and then. */
const bootDeadlineMs = 600_000;
const tools = [
  { program: "qemu-system-x86_64", package: "qemu-system-x86" },
  { program: "mkfs.ext4", package: "e2fsprogs" },
  { program: "mmdebstrap", package: "mmdebstrap" },
  { program: "setpriv", package: "util-linux" },
];

/** An emulated machine with a disk that forgets. */
export async function machine(memoryMb: number, progress: Progress): Promise<Inhabited<Machine>> {
  if (process.arch !== "x64")
    throw new SandboxError(`The machine is an x86-64; this one is ${process.arch}: add --sandbox.`);
  await installTools(tools, progress);
  const paths = sandboxPaths(undefined, "vm");
  const from = await kernel(paths.cache, progress);
  const made = await image(from, progress);
  const folder = join(paths.instance, "machine");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "disk.img");
  await onHostOrThrow(["cp", "--sparse=always", made.disk, path], "copy the machine's disk");
  const disk = new VolatileDisk(path);
  const options = { kernel: from, disk, folder, memoryMb, cpus: 2, bootDeadlineMs, tries: 3 };
  const computer = new Machine(options);
  return {
    ...{ computer, world: made.world },
    dispose: once(async () => {
      await computer.kill();
      disk.close();
      rmSync(folder, { recursive: true });
    }),
  };
}

/** A sandbox on a file system that ends as a power cut ends it. */
export async function appliance(
  inhabitants: readonly Expected[],
  progress: Progress,
): Promise<Inhabited<Appliance>> {
  const computer = new Appliance();
  await computer.make(progress);
  const synced = await inhabit(computer.paths, inhabitants, progress);
  await computer.off();
  const world = { containers: [...inhabitants], synced };
  return { computer, world, dispose: once(() => computer.kill()) };
}

// Whoever is interrupted disposes of it too.
function once(dispose: () => Promise<void>): () => Promise<void> {
  let disposed: Promise<void> | undefined;
  return () => {
    disposed ??= dispose();
    return disposed;
  };
}
