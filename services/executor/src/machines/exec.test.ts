import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { exec, execArguments } from "./exec.ts";
import { logArguments } from "./logs.ts";

const call = {
  machine: "dev",
  command: ["--help", "$HOME", "a b"],
  directory: "/root",
  environment: { A: "--x y" },
  timeoutMs: 60_000,
  outputLimit: 1,
  unlogged: false,
};

test("nothing of a caller's can be taken for an option of systemd-run", () => {
  const args = execArguments(call, "unit.service");
  const end = args.indexOf("--");
  expect(args.slice(end + 1)).toEqual(["--help", "$HOME", "a b"]);
  expect(args).toContain("--setenv=A=--x y");
  expect(args).toContain("--working-directory=/root");
  expect(args.slice(0, end).every((arg) => arg.startsWith("--"))).toBe(true);
});

test("systemd fills in no variables, and ends what outlives the executor", () => {
  const args = execArguments(call, "unit.service");
  expect(args).toContain("--expand-environment=no");
  expect(args).toContain("--property=TimeoutStartSec=75s");
});

test("a unit filter is one argument", () => {
  const args = logArguments({ machine: "dev", lines: 5, unit: "a.service", follow: true, running: true });
  expect(args).toEqual(expect.arrayContaining(["--unit=a.service", "--lines=5", "--follow"]));
});

test("a command ends in time in a machine that ends nothing and keeps its output open", async () => {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-exec-"));
  // As of a machine whose systemd is held by root inside: what was begun goes on, and systemd-run has given up.
  writeFileSync(join(folder, "systemd-run"), "#!/bin/sh\necho begun\nsleep 20 &\nwait\n");
  chmodSync(join(folder, "systemd-run"), 0o755);
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  const run = async () => ({ code: 1, stdout: "", stderr: "", timedOut: true });
  const pieces: string[] = [];
  const started = { ...call, timeoutMs: 50, outputLimit: 100 };
  for await (const piece of exec(started, new AbortController().signal, run)) {
    if ("stdout" in piece) pieces.push(piece.stdout.toString());
    if ("exit" in piece) pieces.push(`timed out: ${piece.exit.timedOut}`);
  }
  vi.unstubAllEnvs();
  expect(pieces).toEqual(["begun\n", "timed out: true"]);
});

test("what a command has printed is not kept while it goes on and its other output is silent", async () => {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-exec-"));
  writeFileSync(join(folder, "systemd-run"), "#!/bin/sh\nexec head -c 20000000 /dev/zero\n");
  chmodSync(join(folder, "systemd-run"), 0o755);
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  const run = async () => ({ code: 0, stdout: "", stderr: "", timedOut: false });
  const printed: WeakRef<ArrayBufferLike>[] = [];
  let kept = Number.POSITIVE_INFINITY;
  for await (const piece of exec({ ...call, outputLimit: 0 }, new AbortController().signal, run)) {
    if (!("stdout" in piece)) continue;
    printed.push(new WeakRef(piece.stdout.buffer));
    if (printed.length % 100 !== 0) continue;
    // A WeakRef holds on to what it was made for until the turn is over.
    await new Promise(setImmediate);
    if (typeof collect === "function") collect();
    kept = printed.filter((one) => one.deref() !== undefined).length;
  }
  vi.unstubAllEnvs();
  expect(printed.length).toBeGreaterThan(200);
  expect(kept).toBeLessThan(50);
});
