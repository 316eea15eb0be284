import type { Container, HostStatus, JournalEntry, Module, Operation, OwnerId } from "@voxnix/protocol";
import type { Change, Follow, Outcome } from "./outcome.ts";

/**
 * The executor as the agent uses it: plain functions with deadlines. Each throws VoxnixError when the
 * executor refused, ExecutorUnreachable when it could not be reached, and the signal's reason when aborted.
 */
export interface Executor {
  /** Resolves when the socket answers. @throws ExecutorUnreachable after `timeoutMs` milliseconds */
  ready(timeoutMs: number): Promise<void>;
  close(): void;
  /** The owner's containers, by name. */
  containers(owner: OwnerId): Promise<Container[]>;
  container(owner: OwnerId, name: string): Promise<Container>;
  /** The catalogue, by name. */
  modules(): Promise<Module[]>;
  /** The owner's operations, newest first. */
  operations(owner: OwnerId, which?: { container?: string; underwayOnly?: boolean }): Promise<Operation[]>;
  /** Ends an operation and waits until what it had begun is undone. */
  cancel(owner: OwnerId, operation: string): Promise<Operation>;
  hostStatus(): Promise<HostStatus>;
  /** The newest entries of the container's journal, oldest first. */
  logs(owner: OwnerId, name: string, which?: LogSlice, signal?: AbortSignal): Promise<JournalEntry[]>;
  /** Runs a program inside the container. */
  run(owner: OwnerId, name: string, command: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /**
   * Begins a change, or joins it if its request id is known, and follows it to its end, over a broken
   * connection too. Aborting hangs up; the operation itself goes on.
   */
  change(change: Change, follow?: Follow): Promise<Outcome>;
  /** Follows an operation from its first event to its end, over a broken connection too. */
  watchToEnd(owner: OwnerId, operation: string, follow?: Follow): Promise<Outcome>;
}

export interface LogSlice {
  /** 1 to 5000; default 100. */
  lines?: number;
  /** Only this unit inside the container. */
  unit?: string;
}

export interface RunOptions {
  /** 1 to 3600; default 60. */
  timeoutSeconds?: number;
  /** Absolute, inside the container; default "/root". */
  directory?: string;
  signal?: AbortSignal;
}

export interface CommandResult {
  /** Standard output and standard error in the order in which they came. */
  output: string;
  /** 128 + signal number if a signal ended it. */
  code: number;
  /** The executor dropped what came after 1 MiB. */
  truncated: boolean;
  timedOut: boolean;
}
