import { planFor } from "./interpret.ts";
import type { Act, Call, Step } from "./plan.ts";
import { type Done, type Exchange, isAsked, type Sight } from "./sight.ts";

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
  const [before, current] = sight.exchanges.slice(-2).length === 2 ? sight.exchanges.slice(-2) : [];
  if (before && current) {
    const approved = afterApproval(before, current);
    if (approved)
      return goOn(planFor({ ...sight, exchanges: sight.exchanges.slice(0, -1) }), approved, current);
  }
  const plan = planFor(sight);
  if (plan.kind !== "act") return { text: plan.text, calls: [] };
  return walk(plan, sight.exchanges.at(-1)?.rounds ?? []);
}

// The user said yes to calls of the message before, and they were made: their answers stand where
// “asked” stood, and the rest of that message's wishes goes on from there.
function afterApproval(
  before: Exchange,
  { rounds: [performed = [], ...later] }: Exchange,
): Done[][] | undefined {
  if (!before.rounds.flat().some(isAsked) || performed.length === 0) return undefined;
  const left = [...performed];
  const carriedOut = (asked: Done) => {
    const place = left.findIndex(({ call }) => sameTarget(call, asked.call));
    return isAsked(asked) && place >= 0 ? (left.splice(place, 1)[0] ?? asked) : asked;
  };
  const rounds = before.rounds.map((round) => round.map(carriedOut));
  // Calls that match none of those asked belong to something else.
  return left.length === 0 ? [...rounds, ...later] : undefined;
}

function goOn(plan: ReturnType<typeof planFor>, rounds: readonly Done[][], current: Exchange): Response {
  const fresh = new Set(current.rounds.flat());
  if (plan.kind === "act") return walk(plan, rounds, (done) => fresh.has(done));
  return {
    text: current.rounds
      .flat()
      .map(({ answer }) => answer)
      .join("\n\n"),
    calls: [],
  };
}

function sameTarget(one: Call, other: Call): boolean {
  return one.tool === other.tool && one.arguments.name === other.arguments.name;
}

// Follows the plan along the rounds that were carried out, to the first one that was not.
function walk(plan: Act, rounds: readonly Done[][], isNews: (done: Done) => boolean = () => true): Response {
  const told: string[] = [];
  const skipped: Call[] = [];
  const failed = new Set<unknown>();
  // Containers that wait for the user's yes: what comes after that waits too.
  const waiting = new Set<unknown>();
  let { steps, notes } = plan;
  for (let index = 0; ; index++) {
    const first = steps[0];
    if (first && "next" in first) {
      const answer = told.pop() ?? "";
      if (first.told) told.push(answer);
      const next = first.next(answer);
      if (next.kind !== "act") return { text: phrase([...told, next.text], skipped, notes), calls: [] };
      steps = [...next.steps, ...steps.slice(1)];
      notes = [...notes, ...next.notes];
    }
    const { batch, rest } = nextBatch(steps, failed, waiting, skipped);
    const round = rounds[index];
    if (batch.length === 0) return { text: phrase(told, skipped, notes) || asked, calls: [] };
    if (round === undefined) return { text: "", calls: batch };
    for (const done of round) {
      const { name } = done.call.arguments;
      if (isAsked(done)) {
        if (name !== undefined) waiting.add(name);
        continue;
      }
      if (isNews(done)) told.push(done.answer);
      if (!done.ok) failed.add(name);
    }
    steps = rest;
  }
}

const asked = "I have asked you above; nothing is done before you say so.";

// The calls that can go out together: changes of different containers, or looks at everything. A list is
// to show what the changes before it did, and a container that failed is left alone.
function nextBatch(
  steps: readonly Step[],
  failed: ReadonlySet<unknown>,
  waiting: ReadonlySet<unknown>,
  skipped: Call[],
) {
  const batch: Call[] = [];
  const busy = new Set<unknown>();
  for (const [index, step] of steps.entries()) {
    if ("next" in step) return { batch, rest: steps.slice(index) };
    const { name } = step.arguments;
    if (name !== undefined && waiting.has(name)) continue;
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
  return [...told, ...left, ...(told.length + left.length > 0 ? notes : [])].join("\n\n");
}

function doing({ tool, arguments: args }: Call): string {
  return tool === "run_command" ? `\`${args.command}\`` : tool.replaceAll("_", " ");
}
