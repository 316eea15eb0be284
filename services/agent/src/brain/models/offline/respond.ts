import { planFor } from "./interpret.ts";
import type { Act, Call, Step } from "./plan.ts";
import type { Done, Sight } from "./sight.ts";

/** What the model says next: tool calls, or the final text. */
export interface Response {
  text: string;
  calls: Call[];
}

/**
 * The next thing to say. Nothing is kept between calls: the same message gives the same plan again, and
 * what the tools answered so far shows how far it got.
 */
export function respond(sight: Sight): Response {
  const plan = planFor(sight);
  if (plan.kind !== "act") return { text: plan.text, calls: [] };
  return walk(plan, sight.exchanges.at(-1)?.rounds ?? []);
}

// Follows the plan along the rounds that were carried out, to the first one that was not.
function walk(plan: Act, rounds: readonly Done[][]): Response {
  const told: string[] = [];
  const skipped: Call[] = [];
  const failed = new Set<unknown>();
  let { steps, notes } = plan;
  for (let index = 0; ; index++) {
    const first = steps[0];
    if (first && "next" in first) {
      const next = first.next(told.pop() ?? "");
      if (next.kind !== "act") return { text: phrase([...told, next.text], skipped, notes), calls: [] };
      steps = [...next.steps, ...steps.slice(1)];
      notes = [...notes, ...next.notes];
    }
    const { batch, rest } = nextBatch(steps, failed, skipped);
    const round = rounds[index];
    if (batch.length === 0) return { text: phrase(told, skipped, notes), calls: [] };
    if (round === undefined) return { text: "", calls: batch };
    for (const { call, ok, answer } of round) {
      told.push(answer);
      if (!ok) failed.add(call.arguments.name);
    }
    steps = rest;
  }
}

// The calls that can go out together: changes of different containers, or looks at everything. A list is
// to show what the changes before it did, and a container that failed is left alone.
function nextBatch(steps: readonly Step[], failed: ReadonlySet<unknown>, skipped: Call[]) {
  const batch: Call[] = [];
  const busy = new Set<unknown>();
  for (const [index, step] of steps.entries()) {
    if ("next" in step) return { batch, rest: steps.slice(index) };
    const { name } = step.arguments;
    if (name !== undefined && failed.has(name)) {
      skipped.push(step);
      continue;
    }
    const mixed = busy.size > 0 && busy.has(undefined) !== (name === undefined);
    if (mixed || (name !== undefined && busy.has(name))) return { batch, rest: steps.slice(index) };
    batch.push(step);
    busy.add(name);
  }
  return { batch, rest: [] };
}

function phrase(told: readonly string[], skipped: readonly Call[], notes: readonly string[]): string {
  const left = skipped.map((call) => `I did not go on with **${call.arguments.name}** (${doing(call)}).`);
  return [...told, ...left, ...notes].join("\n\n");
}

function doing({ tool, arguments: args }: Call): string {
  return tool === "run_command" ? `\`${args.command}\`` : tool.replaceAll("_", " ");
}
