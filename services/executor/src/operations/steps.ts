import { VoxnixError } from "@voxnix/protocol";
import { atStep, type StepBoundary } from "../system/boundaries.ts";
import { diskFull } from "../system/full-disk.ts";
import type { Operation } from "./operation.ts";

/** What a step is told: when to end early, and where to tell how it goes. */
export interface StepWork {
  signal: AbortSignal;
  report: Operation["report"];
  log: (source: string, text: string) => void;
  /** Where what it found out goes, for the operation's last event. */
  result: Operation["result"];
}

/**
 * One side effect of an operation. Both directions are idempotent: after a crash they run again
 * without anyone knowing how far they had come.
 */
export interface Step {
  name: string;
  do(work: StepWork): Promise<void>;
  undo?(work: StepWork): Promise<void>;
  /** From here on there is no way back: it runs to its end, whatever anybody cancels. */
  commits?: boolean;
  /**
   * Tells, after a crash or when it failed, whether a step that commits in one stroke did: if not, the way back is
   * still open. Without it a step that was begun is done again, and one that failed is left as it is.
   */
  happened?(): boolean;
  /**
   * All that was asked for is done by then: if it fails, that is told in the operation's log, the operation has
   * succeeded all the same, and Host.Reconcile shows what is left to do.
   */
  tidies?: boolean;
  /** Undone only if all steps after it could be. */
  undoneLast?: boolean;
}

/** Written down before each side effect. */
export type Note = (what: "step" | "undo", step: string) => Promise<void>;

/**
 * Runs the steps in order. If one fails or the operation is cancelled, undoes it and all before it,
 * last one first.
 * @throws what the step threw, or the reason of the cancelling; with what could not be undone
 */
export async function runSteps(operation: Operation, steps: readonly Step[], note: Note): Promise<void> {
  const begun: Step[] = [];
  let signal = operation.signal;
  try {
    for (const step of steps) {
      signal.throwIfAborted();
      // A fresh signal never aborts.
      if (step.commits) signal = new AbortController().signal;
      await note("step", step.name);
      begun.push(step);
      await doStep(operation, step, signal);
    }
  } catch (error) {
    if (begun.some((step) => step.commits && (step.happened?.() ?? true))) throw error;
    // Before the undoing: who cancels during that does not change what it failed of.
    const cause: unknown = operation.signal.aborted
      ? operation.signal.reason
      : (diskFull(`${operation.title} failed`, error) ?? error);
    throw withProblems(cause, await undoSteps(operation, begun, note));
  }
}

/** Does one step, between its two boundaries. */
export async function doStep(operation: Operation, step: Step, signal: AbortSignal): Promise<void> {
  tell(operation, step, "before");
  try {
    await step.do(workOf(operation, signal));
  } catch (error) {
    if (step.tidies !== true) throw error;
    operation.report.log("voxnix", `Not tidied: ${error instanceof Error ? error.message : String(error)}`);
  }
  tell(operation, step, "after");
}

/** Undoes steps, last one first; goes on when one cannot be undone. @returns what could not be undone */
export async function undoSteps(operation: Operation, begun: readonly Step[], note: Note): Promise<Error[]> {
  const undoable = begun.filter((step) => step.undo !== undefined);
  if (undoable.length > 0) operation.report.phase("UNDO", "Undoing what was begun");
  const problems: Error[] = [];
  for (const step of undoable.toReversed()) {
    if (step.undoneLast && problems.length > 0) continue;
    try {
      // A journal that cannot be written, on a full disk say, keeps nobody from cleaning up.
      await note("undo", step.name).catch(() => undefined);
      tell(operation, step, "undo-before");
      await step.undo?.(workOf(operation, new AbortController().signal));
      tell(operation, step, "undo-after");
    } catch (error) {
      problems.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return problems;
}

function tell({ plan }: Operation, step: Step, at: StepBoundary["at"]): void {
  const { id: operation, kind, record } = plan;
  atStep({ operation, kind, container: record?.machine ?? "", step: step.name, at });
}

function workOf(operation: Operation, signal: AbortSignal): StepWork {
  return { signal, report: operation.report, log: operation.report.log, result: operation.result };
}

// Whoever reads the error is told what is left behind.
function withProblems(error: unknown, problems: readonly Error[]): unknown {
  if (problems.length === 0) return error;
  const left = problems.map((problem) => problem.message).join(" ");
  if (error instanceof VoxnixError) {
    return new VoxnixError(
      error.reason,
      `${error.message} It could not be undone completely: ${left}`,
      error.facts,
    );
  }
  return new AggregateError([error, ...problems], `${String(error)}; not undone completely: ${left}`);
}
