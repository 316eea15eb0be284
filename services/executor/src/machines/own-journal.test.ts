import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../system/run.ts";
import type { Facts } from "./facts.ts";
import { bootLines, unitLines } from "./own-journal.ts";

// A host on which a machine is in this state; what journals are read is noted, and by whom.
function host(state: Facts["state"]) {
  const read: string[][] = [];
  const run: Run = async (program, args) => {
    if (program === "journalctl" || args.includes("journalctl")) read.push([program, ...args]);
    return { code: 0, stdout: "", stderr: "", timedOut: false };
  };
  const facts = async () => new Map([["dev", { state, sinceMs: 0, trouble: "" }]]);
  return { run, facts, read };
}

test.each([
  ["STOPPED", true],
  ["BROKEN", true],
  ["MISSING", true],
  ["RUNNING", false],
  ["STARTING", false],
  ["STOPPING", false],
] as const)("the host reads the files of a machine that is %s: %s", async (state, expected) => {
  const root = await mkdtemp(join(tmpdir(), "voxnix-root-"));
  await mkdir(join(root, "var/log/journal"), { recursive: true });
  const { read, ...asked } = host(state);
  await bootLines(asked, "dev", 0, 1_000, root);
  const files = read.filter((words) => words.some((word) => word.startsWith("--directory=")));
  expect(files.map(([program]) => program)).toEqual(expected ? ["systemd-run"] : []);
  if (expected) {
    const bound = `BindReadOnlyPaths=-/nix/store -/usr -/lib -/lib64 ${root}/var/log/journal:/journal`;
    expect(files[0]).toEqual(
      expect.arrayContaining([`--property=${bound}`, "--property=DynamicUser=yes", "--directory=/journal"]),
    );
  }
});

test("the journal of a running machine is never read by the host's journalctl", async () => {
  const { run, read } = host("RUNNING");
  await unitLines(run, "no-machine", ["sshd.service"]);
  expect(read).toEqual([]);
});
