// npm run evals -- [--model NAME] [--category NAME] [--failed] [--json]
// Says each message of the table to a model with the real tools on a fake host, and prints a score per category.
// NAME as in LLM_MODEL; keys and LLM_BASE_URL come from the environment as the agent's do.
import { parseArgs } from "node:util";
import { ConfigError } from "@voxnix/daemon";
import { chooseModel } from "../../services/agent/src/brain/index.ts";
import { readAgentConfig } from "../../services/agent/src/config.ts";
import { cases } from "./cases/index.ts";
import { faultIn } from "./judge.ts";
import { type Did, run } from "./run.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "offline" },
    category: { type: "string" },
    failed: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

interface Result {
  category: string;
  say: string;
  fault: string | null;
  marked: boolean;
  did: Did;
}

const model = readModel(values.model);
const results: Result[] = [];
for (const [category, all] of Object.entries(cases)) {
  if (values.category !== undefined && values.category !== category) continue;
  for (const one of all) {
    const did = await run(model, one);
    const fault = faultIn(did, one.expect) ?? null;
    const marked = model.offline && one.beyondOffline === true;
    results.push({ category, say: one.say, fault, marked, did });
    if (!values.json) tell(category, one.say, fault, marked);
  }
}
if (results.length === 0) {
  console.error(`There is no category ${values.category}. There are ${Object.keys(cases).join(", ")}.`);
  process.exit(2);
}
if (values.json) console.log(JSON.stringify({ model: model.name, results }, null, 1));
else summarise();
process.exit(results.some(({ fault, marked }) => fault !== null && !marked) ? 1 : 0);

function readModel(name: string) {
  try {
    const config = readAgentConfig({ ...process.env, LLM_MODEL: name, VOXNIX_MODELS: name });
    const [first] = config.models;
    if (first === undefined) throw new ConfigError("No model is configured.");
    return chooseModel(first);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

function tell(category: string, say: string, fault: string | null, marked: boolean): void {
  if (fault === null && values.failed) return;
  const mark = fault === null ? "✓" : marked ? "–" : "✗";
  console.log(
    `${mark} ${category.padEnd(10)} ${short(say)}${fault === null ? "" : `\n             ${short(fault, 200)}`}`,
  );
}

function summarise(): void {
  console.log(`\n${model.name}`);
  for (const category of [...new Set(results.map((result) => result.category)), undefined]) {
    const of = results.filter((result) => category === undefined || result.category === category);
    const right = of.filter(({ fault }) => fault === null).length;
    const share = `${Math.round((100 * right) / of.length)} %`;
    console.log(
      `  ${(category ?? "all").padEnd(10)} ${`${right}/${of.length}`.padStart(7)} ${share.padStart(6)}`,
    );
  }
  const sum = (of: (did: Did) => number) => results.reduce((total, { did }) => total + of(did), 0);
  const tokens = sum(({ usage }) => usage.inputTokens + usage.outputTokens);
  if (tokens > 0) console.log(`  ${tokens} tokens, ${sum(({ usage }) => usage.costUsd).toFixed(4)} USD`);
  const marked = results.filter((result) => result.marked && result.fault !== null).length;
  if (marked > 0) console.log(`  ${marked} are more than this model is made for (–)`);
}

function short(text: string, most = 100): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
