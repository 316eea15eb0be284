// npm run soak -- [--turns 500] [--users 20] [--seed 1]
// Many users at once while Telegram, the model, the executor and the agent itself fail again and again.
// Ends with 0 if every update was answered exactly once and nothing is pending.
import { parseArgs } from "node:util";
import { progressOn, reportFailure, up } from "@voxnix/sandbox";
import { startFakes, stopFakes } from "../system/harness/fakes.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    turns: { type: "string", default: "500" },
    users: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});

const begun = Date.now();
try {
  await up({ progress: progressOn(process.stderr) });
  await startFakes();
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
const result = await soak({
  turns: Number(values.turns),
  users: Number(values.users),
  seed: Number(values.seed),
  serviceEvery: 25,
  callEvery: 2,
  tell: (line) => console.log(`${seconds()}: ${line}`),
});
await stopFakes();
await up({ agentEnv: {} });

console.log(
  `\n${result.turns} messages of ${values.users} users and ${result.presses} pressed buttons in ${seconds()}`,
);
for (const [fault, times] of Object.entries(result.faults))
  console.log(`  ${String(times).padStart(4)} × ${fault}`);
if (result.problems.length === 0) console.log("Every update was answered exactly once; nothing is pending.");
for (const problem of result.problems) console.log(`✗ ${problem}`);
process.exit(result.problems.length === 0 ? 0 : 1);
