// Everything that must hold before a change lands: npm test [-- STAGE…]
// Stages: lint, types, unit, system (the real thing in the sandbox), bench (prints what things cost; what cannot be
// measured on this machine is skipped aloud: speed is no promise of it). All of them by default.
// The last line counts them all: "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportFailure, reset, sandboxPaths, silent, up } from "@voxnix/sandbox";
import { execa } from "execa";
import { z } from "zod";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "voxnix-test-"));

const stages: Record<string, () => Tally | Promise<Tally>> = {
  lint: () => command("biome", ["check", "."]),
  types: () => command("tsc", ["--noEmit"]),
  unit: () => vitest("unit"),
  system: inSandbox,
  bench: measured,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((stage) => !(stage in stages));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}". Stages: ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}

let total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, run] of Object.entries(stages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  console.log(`\n── ${name}`);
  const tally = await run();
  console.log(
    `── ${name}: ${tally.passed} passed, ${tally.failed} failed in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  total = sum(total, tally);
}
rmSync(scratch, { recursive: true });

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);

// A tool that passes or fails as a whole.
function command(tool: string, args: string[]): Tally {
  const { status } = spawnSync(join(root, "node_modules/.bin", tool), args, { cwd: root, stdio: "inherit" });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

// On appliances of their own, made for this run and gone after it, so that neither an earlier version's nor what
// somebody keeps in theirs plays a part. Files take turns in one appliance; two of them halve the waiting.
async function inSandbox(): Promise<Tally> {
  const names = testAppliances();
  try {
    await removeAppliances(names);
    // Here, where its progress can be seen; a machine that cannot have one gets one sentence.
    for (const name of names) await up({}, sandboxPaths(undefined, name));
  } catch (error) {
    reportFailure(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const shard = (index: number) => (names.length > 1 ? [`--shard=${index + 1}/${names.length}`] : []);
  const tallies = await Promise.all(
    names.map((name, index) =>
      vitest("system", shard(index), { env: { VOXNIX_SANDBOX: name }, show: index === 0 }),
    ),
  );
  await removeAppliances(names).catch(reportFailure);
  return tallies.reduce(sum);
}

// In an appliance of its own too. Counts (evaluations, calls, tokens, packages) are held to by the tests.
async function measured(): Promise<Tally> {
  const name = "test-1";
  await removeAppliances([name]);
  const { status } = spawnSync(process.execPath, [join(root, "tests/bench/main.ts"), "--quick"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, VOXNIX_SANDBOX: name },
    timeout: 20 * 60_000,
  });
  await removeAppliances([name]).catch(reportFailure);
  if (status !== 0) console.log("NOT MEASURED, or not all of it: see above.");
  return { passed: status === 0 ? 1 : 0, failed: 0, skipped: status === 0 ? 0 : 1 };
}

/** VOXNIX_TEST_APPLIANCES says how many; by itself two where there is room for them. */
function testAppliances(): string[] {
  const fit = availableParallelism() >= 2 && totalmem() >= 6 * 2 ** 30 ? 2 : 1;
  const wanted = z.coerce
    .number()
    .int()
    .min(1)
    .max(8)
    .parse(process.env.VOXNIX_TEST_APPLIANCES || fit);
  return Array.from({ length: wanted }, (_, index) => `test-${index + 1}`);
}

async function removeAppliances(names: readonly string[]): Promise<void> {
  for (const name of names) await reset(silent, sandboxPaths(undefined, name));
}

// A vitest project, or a part of it. A crash before the first test counts as one failure.
async function vitest(
  project: string,
  args: readonly string[] = [],
  { env = {}, show = true }: { env?: Record<string, string>; show?: boolean } = {},
): Promise<Tally> {
  const report = join(scratch, `${project}${args.join("").replaceAll("/", "-")}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { exitCode, all } = await execa(
    join(root, "node_modules/.bin/vitest"),
    ["run", "--project", project, ...reporters, ...args],
    // Two at once on one terminal would be unreadable: what the others say is shown when they are done.
    { cwd: root, env, ...(show ? { stdio: "inherit" } : { all: true }), reject: false },
  );
  if (all !== undefined) console.log(all);
  const counts = readReport(report);
  const failed = counts.numFailedTests + (exitCode !== 0 && counts.numFailedTests === 0 ? 1 : 0);
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests + counts.numTodoTests };
}

function sum(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function readReport(path: string) {
  const Report = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  });
  try {
    return Report.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}
