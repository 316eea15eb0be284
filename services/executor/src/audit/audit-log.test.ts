import { appendFile, mkdir, mkdtemp, readdir, readFile, rmdir, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "@voxnix/daemon";
import { expect, onTestFinished, test } from "vitest";
import { type AuditFilter, AuditLog } from "./audit-log.ts";
import type { Change } from "./entry.ts";

const options = { fileBytes: 1_000_000, filesKept: 2 };
async function open(folder: string, more = options): Promise<AuditLog> {
  const audit = await AuditLog.open(folder, more, createLog("silent"));
  onTestFinished(() => audit.close());
  return audit;
}
const newFolder = () => mkdtemp(join(tmpdir(), "voxnix-audit-"));
const all = { owner: undefined, sinceMs: 0, limit: 10_000 };
const change = (more: Partial<Change> = {}): Change => ({
  ...{ role: "tenant", owner: "telegram:1", action: "Secrets.Set", container: "", operation: "" },
  arguments: { name: "key" },
  ...more,
});

test("what is noted is on disk, and read again after a restart in the same order", async () => {
  const folder = await newFolder();
  const audit = await open(folder);
  await Promise.all([1, 2, 3].map((atMs) => audit.note(change(), undefined, atMs)));
  await audit.note(change({ role: "admin" }), { reason: "BUSY", message: "dev is busy." }, 4);
  const text = await readFile(join(folder, "audit.jsonl"), "utf8");
  expect(text.split("\n")).toHaveLength(5);
  const again = await open(folder);
  await again.note(change(), undefined, 5);
  const lines = await again.read(all);
  expect(lines.map(({ sequence, atMs }) => [sequence, atMs])).toEqual([1, 2, 3, 4, 5].map((n) => [n, n]));
  expect(lines[3]).toMatchObject({
    role: "admin",
    result: "failed",
    reason: "BUSY",
    message: "dev is busy.",
  });
});

test("a last line that a crash cut off is closed, told of, and hides nothing else", async () => {
  const folder = await newFolder();
  const path = join(folder, "audit.jsonl");
  const audit = await open(folder);
  await audit.note(change(), undefined, 1);
  await audit.note(change({ owner: "telegram:2" }), undefined, 2);
  await audit.close();
  const whole = await readFile(path, "utf8");
  await truncate(path, whole.length - 20);
  const again = await open(folder);
  await again.note(change(), undefined, 3);
  const lines = await again.read(all);
  expect(lines.map(({ action }) => action)).toEqual(["Secrets.Set", "Audit.Repair", "Secrets.Set"]);
  expect(lines[1]).toMatchObject({ role: "voxnix", result: "failed", reason: "INTERRUPTED" });
  // Nothing of what was there is taken away: the file only ever grows.
  expect((await readFile(path, "utf8")).startsWith(whole.slice(0, -20))).toBe(true);
});

test("a line that lost its line feed alone is whole", async () => {
  const folder = await newFolder();
  const audit = await open(folder);
  await audit.note(change(), undefined, 1);
  await audit.close();
  const path = join(folder, "audit.jsonl");
  await truncate(path, (await readFile(path, "utf8")).length - 1);
  const again = await open(folder);
  await again.note(change(), undefined, 2);
  expect((await again.read(all)).map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test("full files are put away, as many as are to be kept, and numbers go on over them and a restart", async () => {
  const folder = await newFolder();
  const small = { fileBytes: 600, filesKept: 2 };
  const audit = await open(folder, small);
  for (let atMs = 1; atMs <= 20; atMs++) await audit.note(change(), undefined, atMs);
  const again = await open(folder, small);
  await again.note(change(), undefined, 21);
  expect((await readdir(folder)).sort()).toEqual([
    expect.stringMatching(/^audit-\d{12}\.jsonl$/),
    expect.stringMatching(/^audit-\d{12}\.jsonl$/),
    "audit-changes.jsonl",
    "audit.jsonl",
    "begun",
  ]);
  const numbers = (await again.read(all)).map(({ sequence }) => sequence);
  expect(numbers.at(-1)).toBe(21);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(numbers.length).toBeLessThan(21);
});

test("it can be asked for an owner, a time and the newest", async () => {
  const audit = await open(await newFolder());
  for (let atMs = 1; atMs <= 6; atMs++) {
    await audit.note(change({ owner: `telegram:${atMs % 2}` }), undefined, atMs);
  }
  const times = async (filter: Partial<AuditFilter>) =>
    (await audit.read({ ...all, ...filter })).map(({ atMs }) => atMs);
  expect(await times({ owner: "telegram:1" })).toEqual([1, 3, 5]);
  expect(await times({ sinceMs: 4 })).toEqual([4, 5, 6]);
  expect(await times({ limit: 2 })).toEqual([5, 6]);
});

test("an operation that is settled again after a crash is told once", async () => {
  const folder = await newFolder();
  const first = await open(folder);
  await first.note(change({ operation: "op-1" }), undefined, 1);
  const again = await open(folder);
  await again.note(change({ operation: "op-1" }), undefined, 2);
  await again.note(change({ operation: "op-2" }), undefined, 3);
  expect((await again.read(all)).map(({ operation }) => operation)).toEqual(["op-1", "op-2"]);
});

test("a line of another hand in the middle is passed over", async () => {
  const folder = await newFolder();
  const audit = await open(folder);
  await audit.note(change(), undefined, 1);
  await appendFile(join(folder, "audit.jsonl"), "nonsense\n");
  await audit.note(change(), undefined, 2);
  expect((await audit.read(all)).map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test("what the disk does not take waits for the next line, and says meanwhile that it does", async () => {
  const folder = await newFolder();
  const audit = await open(folder, { fileBytes: 100, filesKept: 5 });
  await audit.note(change(), undefined, 1);
  // A folder in the place that the full file is to go to.
  const blocked = join(folder, "audit-000000000001.jsonl");
  await mkdir(blocked);
  await audit.note(change(), undefined, 2);
  expect(audit.trouble).not.toBe("");
  await rmdir(blocked);
  await audit.note(change(), undefined, 3);
  expect(audit.trouble).toBe("");
  expect((await audit.read(all)).map(({ sequence, atMs }) => [sequence, atMs])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

test("a change that the end of the executor cut off is told once, and one that ended is not told again", async () => {
  const folder = await newFolder();
  const audit = await open(folder);
  const ended = await audit.begin(change({ action: "Containers.Exec" }), 1, false);
  await audit.begin(change({ action: "Workspaces.Discard" }), 2, true);
  await ended(undefined, 3, { code: 0 });
  for (const _ of ["the first start after it", "the second"]) {
    const again = await open(folder);
    expect(await again.read(all)).toMatchObject([
      { action: "Containers.Exec", result: "done", arguments: { name: "key", code: 0 } },
      { action: "Workspaces.Discard", result: "failed", reason: "INTERRUPTED", atMs: 2 },
    ]);
  }
});

test("a change that ended just before the executor did is not told as cut off", async () => {
  const folder = await newFolder();
  const audit = await open(folder);
  const ended = await audit.begin(change(), 1, true);
  const marks = join(folder, "begun");
  const [file = ""] = await readdir(marks);
  const mark = await readFile(join(marks, file));
  await ended(undefined, 2);
  await writeFile(join(marks, file), mark);
  await writeFile(join(marks, "torn.json"), '{"id": "x');
  expect(await (await open(folder)).read(all)).toMatchObject([{ result: "done" }]);
  expect(await readdir(marks)).toEqual([]);
});

test("a flood of commands has no change forgotten; of those the oldest go when there are too many", async () => {
  const folder = await newFolder();
  const audit = await open(folder, { fileBytes: 4_000, filesKept: 1 });
  await audit.note(change({ action: "Containers.Destroy", container: "dev" }), undefined, 1);
  const exec = change({ action: "Containers.Exec", container: "dev" });
  for (let atMs = 2; atMs < 200; atMs++) await audit.note(exec, undefined, atMs);
  const kept = await audit.read(all);
  expect(kept[0]).toMatchObject({ sequence: 1, action: "Containers.Destroy" });
  expect(kept.length).toBeLessThan(60);
  expect(kept.map(({ sequence }) => sequence)).toEqual(
    kept.map(({ sequence }) => sequence).sort((a, b) => a - b),
  );
  for (let atMs = 200; atMs < 400; atMs++) await audit.note(change(), undefined, atMs);
  const later = await audit.read(all);
  expect(later.map(({ action }) => action)).not.toContain("Containers.Destroy");
  expect(later.at(-1)).toMatchObject({ sequence: 399 });
  await audit.close();
});
