import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";

/** The unit in which a write survives or is lost: the logical block size that the machine is told. */
export const blockBytes = 4096;

/** What a power cut does to the blocks that were written since the last flush. */
export type Loss = "all" | "some";

/**
 * A disk with a write cache that forgets, as disks do: what is written is on the medium (a file) only once it was
 * flushed. Until then it is in memory, and a power cut takes all of it, or any part of it in any order.
 */
export class VolatileDisk {
  readonly #file: number;
  readonly size: number;
  readonly #cache = new Map<number, Buffer>();
  readonly #cacheBlocks: number;
  /** How many unflushed blocks the next power cut waits for, and whom it tells. */
  #plug: { readonly blocks: number; readonly pulled: () => void } | undefined;
  #dead = false;

  /** @param cacheBytes when it is full, the oldest blocks go to the medium, as a disk may at any time */
  constructor(path: string, cacheBytes = 256 * 2 ** 20) {
    this.#file = openSync(path, "r+");
    this.size = fstatSync(this.#file).size;
    this.#cacheBlocks = cacheBytes / blockBytes;
  }

  /** How many blocks a power cut would take now. */
  get unflushed(): number {
    return this.#cache.size;
  }

  /** Whether it is without power: it takes nothing in any more, and answers nobody. */
  get dead(): boolean {
    return this.#dead;
  }

  /**
   * Loses its power in the moment in which so many blocks are unflushed, or just before a flush that would take fewer
   * to the medium: always with something to lose. @returns when it is without
   */
  losePowerAt(blocks: number): Promise<void> {
    return new Promise((pulled) => {
      this.#plug = { blocks, pulled };
    });
  }

  read(offset: number, length: number): Buffer {
    const data = Buffer.allocUnsafe(length);
    let at = 0;
    // What the file lacks at its end reads as zeroes.
    for (let got = 1; at < length && got > 0; at += got)
      got = readSync(this.#file, data, at, length - at, offset + at);
    data.fill(0, at);
    for (const block of blocks(offset, length))
      this.#cache.get(block)?.copy(data, block * blockBytes - offset);
    return data;
  }

  /** @param through also to the medium before it is answered ("force unit access") */
  write(offset: number, data: Buffer, through: boolean): void {
    if (this.#dead) return;
    for (const block of blocks(offset, data.length)) {
      const start = block * blockBytes - offset;
      // Again at the end: what was written last is taken to the medium last.
      this.#cache.delete(block);
      if (!through) this.#cache.set(block, Buffer.from(data.subarray(start, start + blockBytes)));
    }
    if (through) this.#store(offset, data);
    for (const [block, bytes] of this.#cache) {
      if (this.#cache.size <= this.#cacheBlocks) break;
      this.#keep(block, bytes);
    }
    if (this.unflushed >= (this.#plug?.blocks ?? Number.POSITIVE_INFINITY)) this.#pullPlug();
  }

  flush(): void {
    if (this.unflushed > 0) this.#pullPlug();
    if (this.#dead) return;
    for (const [block, bytes] of this.#cache) this.#keep(block, bytes);
  }

  /**
   * What a power cut leaves of it; it has power again then.
   * @returns how many blocks were lost, and how many made it to the medium after all
   */
  cutPower(loss: Loss, random: () => number): { lost: number; kept: number } {
    this.#plug = undefined;
    this.#dead = false;
    let kept = 0;
    for (const [block, bytes] of this.#cache) {
      if (loss === "all" || random() < 0.5) continue;
      this.#keep(block, bytes);
      kept += 1;
    }
    const lost = this.#cache.size;
    this.#cache.clear();
    return { lost, kept };
  }

  close(): void {
    closeSync(this.#file);
  }

  #pullPlug(): void {
    if (this.#plug === undefined) return;
    this.#dead = true;
    this.#plug.pulled();
    this.#plug = undefined;
  }

  #keep(block: number, bytes: Buffer): void {
    this.#store(block * blockBytes, bytes);
    this.#cache.delete(block);
  }

  #store(offset: number, data: Buffer): void {
    for (let at = 0; at < data.length; ) at += writeSync(this.#file, data, at, data.length - at, offset + at);
  }
}

function* blocks(offset: number, length: number): Generator<number> {
  for (let at = offset; at < offset + length; at += blockBytes) yield at / blockBytes;
}
