import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseEntry } from "./logs.ts";
import { safeJournal } from "./own-journal.ts";

const parse = (entry: object) => [...parseEntry(JSON.stringify(entry))];

test("an entry has its time in milliseconds, unit, priority, program and text", () => {
  const entry = {
    __REALTIME_TIMESTAMP: "1795378653341123",
    MESSAGE: "hello",
    PRIORITY: "3",
    SYSLOG_IDENTIFIER: "sshd",
    _SYSTEMD_UNIT: "sshd.service",
  };
  expect(parse(entry)).toEqual([
    { timeMs: 1795378653341, unit: "sshd.service", priority: 3, identifier: "sshd", text: "hello" },
  ]);
});

test("a message that is no text, is missing or stands twice does not break the stream", () => {
  const at = { __REALTIME_TIMESTAMP: "1" };
  expect(parse({ ...at, MESSAGE: [104, 105] })).toMatchObject([{ text: "hi" }]);
  expect(parse({ ...at, MESSAGE: ["one", "two"] })).toMatchObject([{ text: "one" }]);
  expect(parse({ ...at, MESSAGE: null })).toMatchObject([{ text: "", priority: 6 }]);
  expect([...parseEntry("garbage")]).toEqual([]);
});

test("a journal that is reached by a link is not read from the host", async () => {
  const root = await mkdtemp(join(tmpdir(), "voxnix-root-"));
  const journal = join(root, "var/log/journal");
  await mkdir(join(journal, "machine-id"), { recursive: true });
  await writeFile(join(journal, "machine-id/system.journal"), "");
  expect(safeJournal("dev", root)).toBe(journal);
  await symlink("/var/log/journal/host/system.journal", join(journal, "machine-id/user.journal"));
  expect(safeJournal("dev", root)).toBeUndefined();

  const other = await mkdtemp(join(tmpdir(), "voxnix-root-"));
  await mkdir(join(other, "var"), { recursive: true });
  await symlink("/var/log", join(other, "var/log"));
  expect(safeJournal("dev", other)).toBeUndefined();
});
