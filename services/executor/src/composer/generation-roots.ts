import { existsSync } from "node:fs";
import { mkdir, readdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerRecord } from "../store/record.ts";
import { holdRoot } from "./gc-root.ts";

/** Keeps the images that containers run or can go back to from the garbage collector: `<folder>/<machine>/<number>`. */
export class GenerationRoots {
  readonly #folder: string;
  readonly #there: (path: string) => boolean;

  /** @param there whether a path is in the store */
  constructor(folder: string, there: (path: string) => boolean = existsSync) {
    this.#folder = folder;
    this.#there = there;
  }

  /** The generations of a container whose image is gone from the store all the same. */
  missing({ generations }: ContainerRecord): number[] {
    return generations.filter(({ image }) => !this.#there(image)).map(({ number }) => number);
  }

  /** Makes the roots of a container equal to the generations of its record. */
  async settle({ machine, generations }: ContainerRecord): Promise<void> {
    const folder = join(this.#folder, machine);
    const wanted = new Map(generations.map(({ number, image }) => [String(number), image]));
    for (const [number, image] of wanted) {
      const held = await readlink(join(folder, number)).catch(() => undefined);
      if (held !== image) await holdRoot(join(folder, number), image);
    }
    for (const root of await readdir(folder).catch(() => [])) {
      if (!wanted.has(root)) await rm(join(folder, root), { force: true });
    }
    if (wanted.size === 0) await this.forget(machine);
  }

  /** Whether the roots of a container are those of its record. */
  async isSettled({ machine, generations }: ContainerRecord): Promise<boolean> {
    const held = await readdir(join(this.#folder, machine)).catch(() => []);
    const right = await Promise.all(
      generations.map(
        async ({ number, image }) =>
          (await readlink(join(this.#folder, machine, String(number))).catch(() => "")) === image,
      ),
    );
    return held.length === generations.length && right.every((one) => one);
  }

  /** The machines that have any. */
  machines(): Promise<string[]> {
    return readdir(this.#folder).catch(() => []);
  }

  async forget(machine: string): Promise<void> {
    await rm(join(this.#folder, machine), { recursive: true, force: true });
  }

  /**
   * At start: the roots of all containers, and of no others.
   * @param unreadable machines whose record cannot be read: what they have is kept until a person has repaired it
   */
  async sweep(records: readonly ContainerRecord[], unreadable: readonly string[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const record of records) await this.settle(record);
    const known = new Set<string>([...records.map(({ machine }) => machine), ...unreadable]);
    for (const machine of await readdir(this.#folder)) if (!known.has(machine)) await this.forget(machine);
  }
}
