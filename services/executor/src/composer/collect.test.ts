import { expect, test, vi } from "vitest";
import { toCollect } from "./collect.ts";
import type { ImageInfo } from "./image-index.ts";

const image = (path: string, usedMs: number): ImageInfo => ({
  ...{ key: path, path, modules: [], packages: [] },
  ...{ sizeBytes: 100, builtMs: 0, usedMs },
});
const images = [image("a", 1), image("b", 4), image("c", 3), image("d", 2)];
const policy = { imagesKept: 99, imagesKeptMs: 0, imagesBytes: 0 };
const usedByNobody = () => false;
// All images share all of their content but for ten bytes each.
const sharing = vi.fn(async (paths: readonly string[]) => {
  const own = paths.map((path): [string, number] => [path, 10]);
  return new Map<string, number>([["shared", 90], ...own]);
});
const collected = async (
  but: Partial<typeof policy>,
  spared: (image: ImageInfo) => boolean = usedByNobody,
  nowMs = 5,
) => (await toCollect(images, { ...policy, ...but }, spared, nowMs, sharing)).map(({ path }) => path);

test("beyond the number that is kept those used longest ago go", async () => {
  expect(await collected({ imagesKept: 2 })).toEqual(["a", "d"]);
  expect(await collected({ imagesKept: 0 })).toEqual(["a", "d", "c", "b"]);
});

test("what was not used for too long goes", async () => {
  expect(await collected({ imagesKeptMs: 2 })).toEqual(["a", "d"]);
});

test("one that somebody needs stays, and does not count", async () => {
  expect(await collected({ imagesKept: 1 }, ({ path }) => path === "a")).toEqual(["d", "c"]);
  expect(await collected({ imagesKeptMs: 1 }, () => true)).toEqual([]);
});

test("of what images share the disk has one copy: it is asked before any of them goes", async () => {
  expect(await collected({ imagesBytes: 130 })).toEqual([]);
  expect(await collected({ imagesBytes: 115 })).toEqual(["a", "d"]);
  sharing.mockClear();
  expect(await collected({ imagesBytes: 400 })).toEqual([]);
  expect(sharing).not.toHaveBeenCalled();
});
