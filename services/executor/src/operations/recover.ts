import { isReason, VoxnixError } from "@voxnix/protocol";
import { describe } from "./describe.ts";
import type { Journal, JournalledOperation, Outcome } from "./journal.ts";
import { Operation, type Plan } from "./operation.ts";
import type { Parts } from "./parts.ts";
import { type Registry, stepsOf } from "./registry.ts";
import { undoSteps } from "./steps.ts";

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
  const lost: Plan[] = [];
  const known = journal.operations();
  // The newest operation of each container: one at a time works on it, so the others have ended.
  const newest = new Map(known.map(({ plan }) => [plan.record.machine, plan.id]));
  for (const { plan, steps, undoing, end } of [...known, ...strays(parts, journal)]) {
    const operation = new Operation(plan);
    registry.adopt(operation);
    operation.events.accepted(operation.message());
    if (end !== undefined) restore(operation, end.outcome, end.atMs);
    else if ((newest.get(plan.record.machine) ?? plan.id) === plan.id)
      unfinished.push({ operation, steps, undoing });
    else {
      lost.push(plan);
      restore(operation, lostOutcome(plan), plan.startedMs);
    }
  }
  const settleAll = async () => {
    for (const plan of lost) await journal.end(plan.id, lostOutcome(plan), plan.startedMs);
    for (const one of unfinished) await settle(parts, registry, journal, one);
  };
  return { settled: settleAll() };
}

// Records that say "creating" though the journal knows of no such operation: it was lost or damaged.
function strays(parts: Parts, journal: Journal): JournalledOperation[] {
  const underway = new Set(
    journal.operations().flatMap(({ plan, end }) => (end ? [] : [plan.record.machine])),
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
        startedMs: record.createdMs,
      };
      return { plan, steps: stepsOf.CREATE(parts, record).map(({ name }) => name), undoing: false };
    });
}

function restore(operation: Operation, outcome: Outcome, atMs: number): void {
  if (outcome.result === "done") {
    operation.done(
      { container: describe(outcome.record, outcome, undefined), changes: null, image: null },
      atMs,
    );
    return;
  }
  const { reason, message, lines } = outcome;
  const container = operation.plan.record.name;
  operation.failed(
    new VoxnixError(isReason(reason) ? reason : "INTERNAL", message, { container, lines }),
    atMs,
  );
}

// A full disk can keep an end out of the journal. To do it again now would undo what came later.
function lostOutcome({ kind, record }: Plan): Outcome {
  const message = `How the ${kind.toLowerCase()} of ${record.name} ended could not be written down.`;
  return { result: "failed", reason: "INTERRUPTED", message, lines: [] };
}

async function settle(
  parts: Parts,
  registry: Registry,
  journal: Journal,
  { operation, steps, undoing }: Unfinished,
): Promise<void> {
  const { kind, record, id } = operation.plan;
  parts.log.warn({ event: "operation-interrupted", operation: id, kind, container: record.machine, steps });
  try {
    if (kind === "CREATE") await undoCreate(parts, journal, operation, steps);
    else if (undoing) throw interrupted(operation, "while it was being undone: look how it is now");
    else await finish(parts, operation, steps);
    await registry.settle(operation);
  } catch (error) {
    await registry.settle(operation, error);
  }
}

// What a person asked for is brought about, unless nothing had been begun.
async function finish(parts: Parts, operation: Operation, begun: readonly string[]): Promise<void> {
  const { plan, report } = operation;
  if (begun.length === 0) throw interrupted(operation, "before it had begun anything");
  // Half of it can be neither left nor undone: cancelled or interrupted, it goes on, now or at the next start.
  const { signal } = new AbortController();
  // A restart that was cut off has its container down already, or up again.
  const kind = plan.kind === "RESTART" ? "START" : plan.kind;
  for (const step of stepsOf[kind](parts, plan.record)) await step.do({ report, signal, log: report.log });
}

async function undoCreate(
  parts: Parts,
  journal: Journal,
  operation: Operation,
  begun: readonly string[],
): Promise<void> {
  const { record, id } = operation.plan;
  if (parts.records.byMachine(record.machine)?.stage === "created") return;
  const steps = stepsOf.CREATE(parts, record).filter((step) => begun.includes(step.name));
  const problems = await undoSteps(operation, steps, (what, step) => journal.note(id, what, step));
  const left = problems.map((problem) => ` ${problem.message}`).join("");
  throw interrupted(
    operation,
    left === "" ? "what had been begun was undone" : `not all could be undone:${left}`,
  );
}

function interrupted({ plan }: Operation, how: string): VoxnixError {
  const container = plan.record.name;
  return new VoxnixError(
    "INTERRUPTED",
    `The executor was stopped during the ${plan.kind.toLowerCase()} of ${container}; ${how}. Ask again.`,
    { container },
  );
}
