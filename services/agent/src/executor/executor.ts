import type {
  Container,
  ContainerChange,
  FindPackagesResponse,
  Generation,
  HostStatus,
  Image,
  Inspection,
  JournalEntry,
  Module,
  Operation,
  OperationEvent,
  OwnerId,
  Secret,
  UnitJournalResponse,
  Workspace,
  WorkspaceCopy,
} from "@voxnix/protocol";
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
  /**
   * The events of an operation so far, from its first. Of one under way those that come within a second.
   */
  events(owner: OwnerId, operation: string): Promise<OperationEvent[]>;
  hostStatus(): Promise<HostStatus>;
  /** The newest entries of one of the host's units that matter to containers. */
  unitJournal(unit: string, lines?: number): Promise<UnitJournalResponse>;
  /** Packages of nixpkgs whose name is near, best first. */
  findPackages(query: string, limit?: number): Promise<FindPackagesResponse>;
  /** The built systems that the owner's containers use or can go back to. */
  images(owner: OwnerId): Promise<Image[]>;
  /** The generations of a container, newest first. */
  history(owner: OwnerId, name: string): Promise<Generation[]>;
  /** A look inside a container: units, network, memory, disk, what its modules tell. */
  inspect(owner: OwnerId, name: string): Promise<Inspection>;
  /**
   * Tells the owner's containers as they are, then every change of their state. Resolves when the executor
   * ends the stream. @throws ExecutorUnreachable, the signal's reason
   */
  watchContainers(
    owner: OwnerId,
    onChange: (change: ContainerChange) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Live ones first, each with its copies: snapshots, and what is in the trash. */
  workspaces(owner: OwnerId, container?: string): Promise<Workspace[]>;
  snapshot(owner: OwnerId, container: string, label?: string): Promise<WorkspaceCopy>;
  /** Deletes one copy for good; with "" everything that the owner has in the trash. */
  discard(owner: OwnerId, copy: string): Promise<WorkspaceCopy[]>;
  /** Names of secrets and who uses them; no call gives a value back. */
  secrets(owner: OwnerId): Promise<Secret[]>;
  setSecret(owner: OwnerId, name: string, value: Buffer | string): Promise<Secret>;
  removeSecret(owner: OwnerId, name: string): Promise<Secret>;
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

/** Which part of a container's journal. */
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
