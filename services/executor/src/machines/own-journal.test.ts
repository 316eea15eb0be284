import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../system/run.ts";
import { bootLines, unitLines } from "./own-journal.ts";

// A host whose systemd says this of every machine; what else is run on it is noted.
function host(activeState: string): { run: Run; read: string[][] } {
  const read: string[][] = [];
  const run: Run = async (program, args) => {
    if (program === "journalctl") read.push([...args]);
    const unit = `Id=container@dev.service\nLoadState=loaded\nActiveState=${activeState}\n`;
    return { code: 0, stdout: program === "systemctl" ? unit : "", stderr: "", timedOut: false };
  };
  return { run, read };
}

test.each([
  ["inactive", true],
  ["failed", true],
  ["active", false],
  ["activating", false],
  ["deactivating", false],
])("the host reads the files of a machine that is %s: %s", async (activeState, expected) => {
  const root = await mkdtemp(join(tmpdir(), "voxnix-root-"));
  await mkdir(join(root, "var/log/journal"), { recursive: true });
  const { run, read } = host(activeState);
  await bootLines(run, "dev", 0, 1_000, root);
  const folders = read.flat().filter((arg) => arg.startsWith("--directory="));
  expect(folders).toEqual(expected ? [`--directory=${root}/var/log/journal`] : []);
});

test("the journal of a running machine is never read by the host's journalctl", async () => {
  const { run, read } = host("active");
  await unitLines(run, "no-machine", ["sshd.service"]);
  expect(read).toEqual([]);
});
