import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressOn } from "./progress.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function paper(isTTY: boolean) {
  const stream = { text: "", isTTY, columns: 80, write: (text: string) => (stream.text += text) };
  return stream;
}

test("a quick step is one line that says how long it took", async () => {
  const stream = paper(false);
  expect(await progressOn(stream).step("Users", async () => 7)).toBe(7);
  expect(stream.text).toMatch(/^ {2}✓ Users \(\d+\.\d s\)\n$/);
});

test("off a terminal a long step says how far it is every ten seconds, whatever happens in between", async () => {
  const stream = paper(false);
  await progressOn(stream).step("Building", async (report) => {
    for (let second = 0; second < 25; second++) {
      report("downloading", second / 25);
      await vi.advanceTimersByTimeAsync(1_000);
    }
  });
  const lines = stream.text.split("\n");
  expect(lines.filter((line) => line.includes("downloading"))).toHaveLength(3);
  expect(lines.at(-2)).toMatch(/✓ Building \(25\.\d s\)/);
});

test("on a terminal the line stays within its width and shows the time first", async () => {
  const stream = paper(true);
  await progressOn(stream).step("Building", async (report) => report("downloading ".repeat(20), 0.5));
  const drawn = stream.text.split("\r\x1b[K").filter((line) => line.includes("downloading"));
  expect(drawn[0]).toMatch(/^ {2}… \d+\.\d s {2}Building: downloading/);
  for (const line of drawn) expect(line.length).toBeLessThan(80);
});

test("a failed step says so and passes the error on", async () => {
  const stream = paper(false);
  const failing = progressOn(stream).step("Building", () => Promise.reject(new Error("no mirror")));
  await expect(failing).rejects.toThrow("no mirror");
  expect(stream.text).toContain("✗ Building");
});
