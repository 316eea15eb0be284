import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { cachedTree, type Recipe } from "./tree-cache.ts";

let cache: string;
let builds: number;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "tree-cache-"));
  builds = 0;
});

function recipe(ingredients: unknown): Recipe {
  return {
    name: "tree",
    ingredients,
    build: async (directory) => {
      builds += 1;
      mkdirSync(directory);
      writeFileSync(join(directory, "made-of"), String(ingredients));
    },
  };
}

test("equal recipes are built once, by whoever comes first", async () => {
  const trees = await Promise.all([cachedTree(cache, recipe(1)), cachedTree(cache, recipe(1))]);
  expect(builds).toBe(1);
  expect(new Set(trees).size).toBe(1);
  expect(readFileSync(join(trees[0] ?? "", "made-of"), "utf8")).toBe("1");
});

test("another ingredient makes another tree and keeps the first", async () => {
  const first = await cachedTree(cache, recipe(1));
  const second = await cachedTree(cache, recipe(2));
  expect(second).not.toBe(first);
  expect(existsSync(first)).toBe(true);
});

test("a failed build leaves no tree, and the next try builds it", async () => {
  const failing: Recipe = {
    ...recipe(1),
    build: async (directory) => {
      mkdirSync(directory);
      throw new Error("no mirror");
    },
  };
  await expect(cachedTree(cache, failing)).rejects.toThrow("no mirror");
  const tree = await cachedTree(cache, recipe(1));
  expect(existsSync(join(tree, "made-of"))).toBe(true);
  expect(readdirSync(cache).filter((entry) => entry.endsWith(".partial"))).toEqual([]);
});
