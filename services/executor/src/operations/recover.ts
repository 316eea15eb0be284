import { setTimeout as delay } from "node:timers/promises";
import { isReason, VoxnixError } from "@voxnix/protocol";
import { changeOf } from "../audit/tell.ts";
import type { Journal, JournalledOperation, Outcome } from "./journal.ts";
import { Operation, type Plan } from "./operation.ts";
import { toDone } from "./outcome.ts";
import type { Parts } from "./parts.ts";
import type { Registry } from "./registry.ts";
import { doStep, type Step, undoSteps } from "./steps.ts";
import { stepsOf } from "./steps-of.ts";
import type { Kind } from "./task.ts";

/** So many are settled at a time: they wait for systemd most of theirs. */
const atOnce = 8;
/** A step that has to be gone through with is begun so many times, with a pause in between. */
const tries = 5;
const pauseMs = 2_000;

interface Unfinished {
  operation: Operation;
  steps: readonly string[];
  undoing: boolean;
}

/**
 * Settles what the executor's last run left behind: a create is undone, everything else is finished
 * unless it was being undone already. Ended operations stay listable. When this returns, all that is
 * unfinished holds its container again; the promise inside resolves when it is settled.
 */
export function recover(parts: Parts, registry: Registry, journal: Journal): { settled: Promise<void> } {
  const unfinished: Unfinished[] = [];
  const lost: Operation[] = [];
  const known = journal.operations();
  // The newest operation of each container: one at a time works on it, so the others have ended.
  const newest = new Map(known.map(({ plan }) => [plan.record?.machine, plan.id]));
  for (const { plan, steps, undoing, end } of [...known, ...strays(parts, journal)]) {
    const operation = new Operation(plan);
    registry.adopt(operation);
    operation.events.accepted(operation.message());
    const { record } = plan;
    if (end !== undefined) restore(parts, operation, end.outcome, end.atMs);
    else if (record === null || (newest.get(record.machine) ?? plan.id) === plan.id)
      unfinished.push({ operation, steps, undoing });
    else {
      lost.push(operation);
      restore(parts, operation, lostOutcome(operation), plan.startedMs);
    }
  }
  const settleAll = async () => {
    for (const one of lost) {
      const change = changeOf(one.plan);
      if (change !== undefined) await parts.audit.note(change, one.error, parts.now());
      await journal.end(one.plan.id, lostOutcome(one), one.plan.startedMs);
    }
    // Each has its container to itself. One after the other, fifty of them would keep the last one waiting for minutes.
    const left = [...unfinished];
    const settleSome = async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift())
        await settle(parts, registry, journal, one);
    };
    await Promise.all(Array.from({ length: atOnce }, settleSome));
  };
  return { settled: settleAll() };
}

// Records that say "creating" though the journal knows of no such operation: it was lost or damaged.
function strays(parts: Parts, journal: Journal): JournalledOperation[] {
  const underway = new Set(
    journal.operations().flatMap(({ plan, end }) => (end ? [] : [plan.record?.machine])),
  );
  return parts.records
    .all()
    .filter((record) => record.stage === "creating" && !underway.has(record.machine))
    .map((record) => {
      const plan: Plan = {
        id: `op-stray-${record.machine}`,
        kind: "CREATE",
        record,
        requestId: "",
        fingerprint: "",
        role: "voxnix",
        startedMs: record.createdMs,
      };
      const steps = stepsOf(parts, plan).filter(({ commits }) => !commits);
      return { plan, steps: steps.map(({ name }) => name), undoing: false };
    });
}

function restore(parts: Parts, operation: Operation, outcome: Outcome, atMs: number): void {
  if (outcome.result === "done") {
    operation.done(toDone(parts, outcome), atMs);
    return;
  }
  const { reason, message, lines } = outcome;
  const { container } = operation;
  operation.failed(
    new VoxnixError(isReason(reason) ? reason : "INTERNAL", message, { container, lines }),
    atMs,
  );
}

// A full disk can keep an end out of the journal. To do it again now would undo what came later.
function lostOutcome({ plan, subject }: Operation): Outcome {
  const message = `How the ${plan.kind.toLowerCase()} of ${subject} ended could not be written down.`;
  return { result: "failed", reason: "INTERRUPTED", message, lines: [] };
}

async function settle(
  parts: Parts,
  registry: Registry,
  journal: Journal,
  { operation, steps, undoing }: Unfinished,
): Promise<void> {
  const { kind, record, id } = operation.plan;
  parts.log.warn({ event: "operation-interrupted", operation: id, kind, container: record?.machine, steps });
  try {
    const { plan } = operation;
    const all = stepsOf(parts, plan);
    const rest = afterCommit(all, steps);
    const back = undone[kind] ? rest === undefined : undoing && "ran" in plan && plan.ran !== undefined;
    const begun = all.filter(({ name }) => steps.includes(name));
    if (back) await undo(journal, operation, begun);
    else if (undone[kind]) await goOn(parts, operation, rest ?? []);
    else await finish(parts, operation, steps, undoing, stepsOf(parts, asFinished(plan)));
    await registry.settle(operation);
  } catch (error) {
    await registry.settle(operation, error);
  }
}

/** Whether a kind is undone after a crash. What the others were to bring about is brought about, unless cancelled. */
const undone: Record<Kind, boolean> = {
  CREATE: true,
  START: false,
  STOP: false,
  RESTART: false,
  DESTROY: false,
  PREVIEW: true,
  UPDATE: true,
  ROLLBACK: true,
  RESTORE: true,
  PREBUILD: true,
};

// A restart that was cut off has its container down already, or up again.
function asFinished(plan: Plan): Plan {
  return plan.kind === "RESTART" ? { ...plan, kind: "START" } : plan;
}

// What is left to do where there is no way back any more.
function afterCommit(steps: readonly Step[], begun: readonly string[]): readonly Step[] | undefined {
  const at = steps.findIndex(({ commits, name }) => commits && begun.includes(name));
  const step = steps[at];
  if (step?.happened === undefined) return step && steps.slice(at);
  return step.happened() ? steps.slice(at + 1) : undefined;
}

// What a person asked for is brought about, unless nothing had been begun.
async function finish(
  parts: Parts,
  operation: Operation,
  begun: readonly string[],
  undoing: boolean,
  steps: readonly Step[],
): Promise<void> {
  if (undoing) throw interrupted(operation, "while it was being undone: look how it is now");
  if (begun.length === 0) throw interrupted(operation, "before it had begun anything");
  await goOn(parts, operation, steps);
}

// Half of it can be neither left nor undone: cancelled or interrupted, it goes on, now or at the next start.
async function goOn(parts: Parts, operation: Operation, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await insist(parts, operation, step);
}

// A systemd that boots a whole host may not answer in time, and half a destroy would be left. What has a reason of its
// own is an answer, and would be the same again.
async function insist(parts: Parts, operation: Operation, step: Step): Promise<void> {
  const { signal } = new AbortController();
  for (let begun = 1; ; begun += 1) {
    try {
      return await doStep(operation, step, signal);
    } catch (err) {
      if (err instanceof VoxnixError || begun === tries) throw err;
      parts.log.warn({ event: "recovery-tries-again", operation: operation.plan.id, step: step.name, err });
      await delay(pauseMs);
    }
  }
}

async function undo(journal: Journal, operation: Operation, begun: readonly Step[]): Promise<void> {
  const note = (what: "step" | "undo", step: string) => journal.note(operation.plan.id, what, step);
  const problems = await undoSteps(operation, begun, note);
  const left = problems.map((problem) => ` ${problem.message}`).join("");
  throw interrupted(
    operation,
    left === "" ? "what had been begun was undone" : `not all could be undone:${left}`,
  );
}

function interrupted({ plan, subject, container }: Operation, how: string): VoxnixError {
  return new VoxnixError(
    "INTERRUPTED",
    `The executor was stopped during the ${plan.kind.toLowerCase()} of ${subject}; ${how}. Ask again.`,
    { container },
  );
}
