// npm run fuzz -- [--calls 100000] [--seed N] [--at-once 32] [--markdown]
// Calls everything on the agent's socket with messages that are right, nearly right and wrong.
// With --markdown its figures are written to docs/security.md, where the seed has its place. Ends with 0 if each was done or refused with a reason, and the executor came through it as it was.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connectExecutor } from "@voxnix/protocol";
import { progressOn, reportFailure, sandboxPaths, up } from "@voxnix/sandbox";
import { writeToPage } from "../harness/page.ts";
import { keep, seeds } from "../harness/seeds.ts";
import { fuzz } from "./fuzz.ts";
import { problemsOf, tableOf } from "./report.ts";
import { endWorld, makeWorld } from "./world.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    "at-once": { type: "string", default: "32" },
    markdown: { type: "boolean", default: false },
  },
});

try {
  await up({ progress: progressOn(process.stderr) });
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
const { agentSocket } = sandboxPaths();
const tenant = connectExecutor(agentSocket);
await tenant.ready(30_000);
const world = await makeWorld(tenant, `${process.pid}`);
const begun = Date.now();
const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
const result = await fuzz({
  calls: Number(values.calls),
  seed: Number(values.seed),
  atOnce: Number(values["at-once"]),
  ...{ socket: agentSocket, tenant, world, corpus: seeds() },
  tell: (line) => console.log(`${seconds()}: ${line}`),
});
await endWorld(tenant, world);
tenant.close();

console.log(`\n${values.calls} calls with seed ${values.seed} in ${seconds()}`);
for (const line of tableOf(result)) console.log(line);
if (result.findings.length > 0) {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-fuzz-"));
  for (const [index, { rpc, message, what }] of result.findings.slice(0, 200).entries())
    keep(folder, `${rpc}-${index}`, { rpc, message: message.toString("base64"), why: what });
  console.log(`What found something is in ${folder}; copy what is to be kept to tests/attack/seeds.`);
}
const problems = problemsOf(result);
if (values.markdown) {
  const command = `npm run fuzz -- --calls ${values.calls} --seed ${values.seed} --at-once ${values["at-once"]}`;
  writeToPage(`fuzz-${values.seed}`, [
    "```",
    `$ ${command}`,
    ...tableOf(result),
    `${problems.length} problems`,
    "```",
  ]);
}
for (const problem of problems) console.log(`✗ ${problem}`);
if (problems.length === 0)
  console.log("Each call was done or refused with a reason; the executor is as it was.");
process.exit(problems.length === 0 ? 0 : 1);
