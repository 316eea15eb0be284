// Everything that must hold before a change lands: npm test [-- STAGE…]
// Stages: lint, types, unit, system (the real thing in the sandbox). All of them by default.
// The last line counts them all: "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportFailure, up } from "@voxnix/sandbox";
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
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((stage) => !(stage in stages));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}". Stages: ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, run] of Object.entries(stages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  console.log(`\n── ${name}`);
  const tally = await run();
  console.log(
    `── ${name}: ${tally.passed} passed, ${tally.failed} failed in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
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

// The appliance comes up here, where its progress can be seen; a machine that cannot have one gets one sentence.
async function inSandbox(): Promise<Tally> {
  try {
    await up();
  } catch (error) {
    reportFailure(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return vitest("system");
}

// A vitest project. A crash before the first test counts as one failure.
function vitest(project: string): Tally {
  const report = join(scratch, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync(
    join(root, "node_modules/.bin/vitest"),
    ["run", "--project", project, ...reporters],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  const counts = readReport(report);
  const failed = counts.numFailedTests + (status !== 0 && counts.numFailedTests === 0 ? 1 : 0);
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests + counts.numTodoTests };
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
