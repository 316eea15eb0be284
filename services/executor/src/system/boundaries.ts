import { channel } from "node:diagnostics_channel";

/**
 * The moments before and after each side effect, published for whoever observes the process: a debug log, a trace, or
 * a test that ends it in just that moment. Nobody subscribes by default, and nothing depends on whether somebody does.
 * Subscribers run at once, before the side effect goes on (node:diagnostics_channel).
 */
export interface StepBoundary {
  operation: string;
  /** E.g. "CREATE"; of a change that is no operation the call, e.g. "Workspaces.Snapshot". */
  kind: string;
  /** The machine; empty where it is about none. */
  container: string;
  step: string;
  at: "before" | "after" | "undo-before" | "undo-after";
}

/** A file that is about to be replaced or added to, or has been: on disk beside it at "half", in its place "after". */
export interface WriteBoundary {
  file: string;
  at: "before" | "half" | "after";
}

/** A program of the host's that is about to be run, or has ended. */
export interface CommandBoundary {
  program: string;
  args: readonly string[];
  at: "before" | "after";
}

const steps = channel("voxnix:step");
const writes = channel("voxnix:write");
const commands = channel("voxnix:command");

export function atStep(boundary: StepBoundary): void {
  if (steps.hasSubscribers) steps.publish(boundary);
}

export function atWrite(file: string, at: WriteBoundary["at"]): void {
  if (writes.hasSubscribers) writes.publish({ file, at } satisfies WriteBoundary);
}

export function atCommand(program: string, args: readonly string[], at: CommandBoundary["at"]): void {
  if (commands.hasSubscribers) commands.publish({ program, args, at } satisfies CommandBoundary);
}
