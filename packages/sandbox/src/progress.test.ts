import { expect, test } from "vitest";
import { progressOn } from "./progress.ts";

function paper() {
  const stream = { text: "", isTTY: false, write: (text: string) => (stream.text += text) };
  return stream;
}

test("a step says what it does, how far it is and how long it took", async () => {
  const stream = paper();
  const result = await progressOn(stream).step("Building", async (report) => {
    report("downloading", 0.42);
    return 7;
  });
  expect(result).toBe(7);
  expect(stream.text).toMatch(/… Building: downloading 40 % \(\d+\.\d s\)\n/);
  expect(stream.text).toMatch(/✓ Building \(\d+\.\d s\)\n$/);
});

test("off a terminal a step repeats itself only when something changed", async () => {
  const stream = paper();
  await progressOn(stream).step("Building", async (report) => {
    for (const fraction of [0.41, 0.42, 0.43]) report("downloading", fraction);
  });
  expect(stream.text.match(/downloading/g)).toHaveLength(1);
});

test("a failed step says so and passes the error on", async () => {
  const stream = paper();
  const failing = progressOn(stream).step("Building", () => Promise.reject(new Error("no mirror")));
  await expect(failing).rejects.toThrow("no mirror");
  expect(stream.text).toContain("✗ Building");
});
