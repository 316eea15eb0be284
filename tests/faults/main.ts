// npm run faults -- [kills|troubles] [--only TEXT] [--fine] [--sample N] [--seed S] [--write]
// kills: ends the executor with SIGKILL at the boundaries of everything it does. troubles: everything else that can
// befall a host. After each, looks whether anything was lost; both by default.
// --only: what has this name, or else has it in its name. --fine: kills before and after each write and each program
// as well. --sample: so many kills of each kind of change, chosen by --seed; with 0 it only tells which steps they come
// to. --write: puts each row into docs/reliability.md when it is through; those of --fine have a table of their own.
import { parseArgs } from "node:util";
import { progressOn, reportFailure, up } from "@voxnix/sandbox";
import { type KillRow, type Kills, runKills } from "./run-kills.ts";
import { runTroubles, type TroubleRow } from "./run-troubles.ts";
import { stepsText, writeKills, writeSteps, writeTrouble } from "./tables.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    fine: { type: "boolean", default: false },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
  },
});
const unknown = positionals.find((part) => part !== "kills" && part !== "troubles");
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: kills, troubles.`);
  process.exit(2);
}
const wants = (part: string) => positionals.length === 0 || positionals.includes(part);

const begun = Date.now();
const tell = (line: string) => console.log(`${Math.round((Date.now() - begun) / 1000)} s: ${line}`);
try {
  await up({ progress: progressOn(process.stderr) });
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
const { only, fine } = values;
const sample = values.sample === undefined ? undefined : Number(values.sample);
const sampled = sample === undefined ? [] : ["--sample", `${sample}`, "--seed", values.seed];
const how = [...(fine ? ["--fine"] : []), ...sampled];
const onKills = (row: KillRow) => values.write && row.kills > 0 && writeKills(row, how);
const onTrouble = (row: TroubleRow) => values.write && writeTrouble(row);
const { rows: kills, steps }: Kills = wants("kills")
  ? await runKills({ only, fine, sample, seed: Number(values.seed), tell, onRow: onKills })
  : { rows: [], steps: undefined };
const troubles = wants("troubles") ? await runTroubles({ only, tell, onRow: onTrouble }) : [];

console.log("");
for (const { name, kills: count, endings, problems } of kills) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}: ${count} kills, ${endings}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
for (const { name, observed, problems } of troubles) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}: ${observed}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
if (steps !== undefined) console.log(stepsText(steps));
if (steps !== undefined && values.write) writeSteps(steps);
const broken = [...kills, ...troubles].filter(({ problems }) => problems.length > 0).length;
const all = kills.reduce((sum, row) => sum + row.kills, 0);
console.log(
  `\n${all} kills in ${kills.length} kinds of change and ${troubles.length} other faults; ${broken} with problems`,
);
process.exit(broken === 0 && (steps?.missed.length ?? 0) === 0 ? 0 : 1);
