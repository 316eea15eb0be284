// npm run faults -- [--only TEXT] [--fine] [--sample N] [--seed S] [--list]
// Ends the executor with SIGKILL at the boundaries of everything it does, and looks whether anything was lost.
// --fine: not only before and after each step, but each write to disk and each program as well.
import { parseArgs } from "node:util";
import { progressOn, reportFailure, up } from "@voxnix/sandbox";
import { runKills } from "./run-kills.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    fine: { type: "boolean", default: false },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

const begun = Date.now();
try {
  await up({ progress: progressOn(process.stderr) });
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
const rows = await runKills({
  only: values.only,
  fine: values.fine,
  sample: values.sample === undefined ? undefined : Number(values.sample),
  seed: Number(values.seed),
  tell: (line) => console.log(`${Math.round((Date.now() - begun) / 1000)} s: ${line}`),
});
const broken = rows.filter(({ problems }) => problems.length > 0);
console.log(`\n${rows.reduce((sum, { kills }) => sum + kills, 0)} kills in ${rows.length} kinds of change`);
for (const { name, kills, endings, problems } of rows) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}: ${kills} kills, ${endings}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
process.exit(broken.length === 0 ? 0 : 1);
