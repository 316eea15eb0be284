import { appendFile, mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { Journal, type Outcome } from "./journal.ts";
import type { Plan } from "./operation.ts";

const plan = (id: string): Plan => ({
  id,
  kind: "CREATE",
  record: someRecord(),
  requestId: "",
  fingerprint: "",
  role: "tenant",
  startedMs: 1,
});

const newPath = async () => join(await mkdtemp(join(tmpdir(), "voxnix-journal-")), "journal.jsonl");
async function open(path: string, remembered: number): Promise<Journal> {
  const journal = await Journal.open(path, remembered);
  onTestFinished(() => journal.close());
  return journal;
}

const failed: Outcome = { result: "failed", reason: "CANCELLED", message: "", lines: [] };

test("entries that follow one another at once are all written", async () => {
  const journal = await open(await newPath(), 10);
  await journal.begin(plan("op-1"));
  for (let step = 0; step < 200; step++) await journal.note("op-1", "step", `step-${step}`);
  await Promise.all(Array.from({ length: 50 }, (_, step) => journal.note("op-1", "step", `more-${step}`)));
  const again = await open(journal.path, 10);
  expect(again.operations()[0]?.steps).toHaveLength(250);
});

test("an entry is on disk when its promise resolves", async () => {
  const journal = await open(await newPath(), 10);
  await journal.begin(plan("op-1"));
  expect(await readFile(journal.path, "utf8")).toContain('"operation":"op-1"');
});

test("only so many ended operations are remembered, and all that are under way", async () => {
  const journal = await open(await newPath(), 2);
  for (const id of ["op-1", "op-2", "op-3", "op-4"]) await journal.begin(plan(id));
  for (const id of ["op-2", "op-3", "op-4"]) await journal.end(id, failed, 2);
  const again = await open(journal.path, 2);
  expect(again.operations().map(({ plan: { id } }) => id)).toEqual(["op-1", "op-3", "op-4"]);
});

test("a disk that has no room for a shorter journal, or for what cannot be read, costs neither of them", async () => {
  const path = await newPath();
  const journal = await open(path, 10);
  await journal.begin(plan("op-1"));
  await appendFile(path, "garbage\n");
  // No file can be written there, just as on a full disk.
  await mkdir(`${path}.new`);
  await mkdir(`${path}.unreadable.new`);
  const later = await open(path, 10);
  await later.note("op-1", "step", "install");
  const again = await open(path, 10);
  expect(again.operations().map(({ plan: { id }, steps }) => [id, steps])).toEqual([["op-1", ["install"]]]);
  expect(again.unreadable).toBe(1);
});
