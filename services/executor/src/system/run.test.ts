import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Mutex } from "./mutex.ts";
import { run } from "./run.ts";

test("a program's code and output come back, whatever the code", async () => {
  const done = await run("sh", ["-c", "echo out; echo err >&2; exit 3"]);
  expect(done).toEqual({ code: 3, stdout: "out\n", stderr: "err\n", timedOut: false });
});

test("arguments are arguments: no shell looks at them", async () => {
  expect((await run("echo", ["$(id)", "; ls", "*"])).stdout).toBe("$(id) ; ls *\n");
});

test("a program that is not there is a result that names it", async () => {
  const done = await run("voxnix-no-such-program", []);
  expect(done.code).toBeNull();
  expect(done.stderr).toContain("voxnix-no-such-program");
});

test("a program that takes too long is ended", async () => {
  expect(await run("sleep", ["60"], { timeoutMs: 50 })).toMatchObject({ code: null, timedOut: true });
});

test("a cancelled program takes its children with it, also those with a session of their own", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "voxnix-run-")), "pid");
  const stop = new AbortController();
  const script = `setsid sh -c 'echo $$ > ${file}.new; mv ${file}.new ${file}; exec sleep 600' & wait`;
  const running = run("sh", ["-c", script], { signal: stop.signal });
  await expect.poll(() => existsSync(file)).toBe(true);
  const pid = Number(await readFile(file, "utf8"));
  stop.abort(new Error("cancelled"));
  await expect(running).rejects.toThrow("cancelled");
  // Where PID 1 is no init, what was ended may wait for ever to be collected.
  const state = () => (/^\d+ \(sleep\) [^Z]/.test(statOf(pid)) ? "there" : "gone");
  await expect.poll(state).toBe("gone");
});

function statOf(pid: number): string {
  return existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
}

test("one works at a time, in order, and who is cancelled leaves the queue", async () => {
  const mutex = new Mutex();
  const held = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = mutex.run(() => held.promise.then(() => order.push("first")));
  const stop = new AbortController();
  const second = mutex.run(async () => order.push("second"), stop.signal);
  const third = mutex.run(async () => order.push("third"));
  stop.abort(new Error("cancelled"));
  await expect(second).rejects.toThrow("cancelled");
  expect(order).toEqual([]);
  held.resolve();
  await Promise.all([first, third]);
  expect(order).toEqual(["first", "third"]);
});
