import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { blockBytes, VolatileDisk } from "./volatile-disk.ts";

let folder = "";
let path = "";
let disk: VolatileDisk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-disk-"));
  path = join(folder, "disk.img");
  writeFileSync(path, "");
  truncateSync(path, 16 * blockBytes);
  disk = new VolatileDisk(path, 4 * blockBytes);
});
afterEach(() => {
  disk.close();
  rmSync(folder, { recursive: true });
});

const filled = (text: string, count = 1) => Buffer.alloc(count * blockBytes, text);
const block = (number: number) => disk.read(number * blockBytes, blockBytes).toString("latin1", 0, 1);
const onMedium = (number: number) => readFileSync(path).toString("latin1", number * blockBytes)[0];

it("a write is read back at once, and is on the medium only after a flush", () => {
  disk.write(blockBytes, filled("a", 2), false);
  expect(disk.read(0, 4 * blockBytes)).toEqual(Buffer.concat([filled("\0"), filled("a", 2), filled("\0")]));
  expect(onMedium(1)).toBe("\0");
  disk.flush();
  expect([onMedium(1), onMedium(2)]).toEqual(["a", "a"]);
});

it("a power cut takes what was not flushed, and nothing else", () => {
  disk.write(0, filled("a"), false);
  disk.flush();
  disk.write(0, filled("b"), false);
  disk.write(blockBytes, filled("c"), false);
  expect(disk.cutPower("all", Math.random)).toEqual({ lost: 2, kept: 0 });
  expect([block(0), block(1)]).toEqual(["a", "\0"]);
});

it("a power cut may leave a later write and take an earlier one", () => {
  disk.write(0, filled("a"), false);
  disk.write(blockBytes, filled("b"), false);
  const coin = [0.2, 0.8];
  expect(disk.cutPower("some", () => coin.shift() ?? 0)).toEqual({ lost: 1, kept: 1 });
  expect([block(0), block(1)]).toEqual(["\0", "b"]);
});

it("a write that is forced through is not lost, and no older one of its block comes after it", () => {
  disk.write(0, filled("old"), false);
  disk.write(0, filled("new"), true);
  disk.flush();
  expect(onMedium(0)).toBe("n");
});

it("a full cache gives its oldest blocks to the medium", () => {
  for (const number of [0, 1, 2, 3, 0, 4]) disk.write(number * blockBytes, filled(String(number)), false);
  expect(onMedium(1)).toBe("1");
  expect([onMedium(0), onMedium(4)]).toEqual(["\0", "\0"]);
  expect(disk.unflushed).toBe(4);
});

it("whose plug is pulled has something to lose: so many blocks, or those that a flush would have saved", async () => {
  const first = disk.losePowerAt(2);
  for (const number of [0, 1, 2]) disk.write(number * blockBytes, filled("a"), false);
  await first;
  disk.flush();
  expect(disk.dead).toBe(true);
  expect(disk.cutPower("all", Math.random)).toEqual({ lost: 2, kept: 0 });

  const second = disk.losePowerAt(1000);
  disk.flush();
  expect(disk.dead).toBe(false);
  disk.write(0, filled("b"), false);
  disk.flush();
  await second;
  expect(disk.cutPower("all", Math.random)).toEqual({ lost: 1, kept: 0 });
  expect([disk.dead, onMedium(0)]).toEqual([false, "\0"]);
});

it("takes nothing in while it is without power, not even what is forced through", async () => {
  const pulled = disk.losePowerAt(1);
  disk.write(0, filled("a"), false);
  await pulled;
  disk.write(blockBytes, filled("b"), true);
  expect(onMedium(1)).toBe("\0");
  expect(disk.cutPower("all", Math.random)).toEqual({ lost: 1, kept: 0 });
});
