import type { OperationEvent } from "@voxnix/protocol";
import type { HostFacts } from "./host-facts.ts";
import type { World } from "./world.ts";

/** One kind of operation, which can be begun again and again. */
export interface Scenario {
  /** E.g. "create, first image". */
  name: string;
  /** The container that it is about; empty where it is about none. */
  container: string;
  /** What of it can be seen only where the workspaces are on btrfs. */
  btrfs?: true;
  /** Brings everything to where it begins, whatever the run before left. */
  prepare(world: World): Promise<void>;
  /** Begins it. @param requestId names the operation, where the call has one */
  act(world: World, requestId: string): AsyncIterable<OperationEvent> | Promise<unknown>;
  /** In the audit log, e.g. "Containers.Create"; empty for what changes nothing. */
  action: string;
  /** The call that it makes, where the audit log has another name for it. */
  call?: string;
  /** Somebody makes Operations.Cancel in the middle of it. */
  cancels?: true;
  /** Cut off at its first boundary already, so that the others are those of its recovery. */
  after?: string;
  /** What is not as it should be once it has succeeded. */
  done(now: HostFacts, before: HostFacts): string[];
  /** What is not as it should be once it has failed, beside what differs from before. */
  failed?(now: HostFacts, before: HostFacts): string[];
  /** It ends in failure by itself, having put all back. */
  fails?: true;
  /** It is no operation: cut off, it is either done or not, and its caller has no answer. */
  plain?: true;
  /** It is several changes, with a line of the audit log each. */
  several?: true;
  /** What somebody does who asks for it again, where only that makes it whole. */
  again?(world: World): Promise<unknown>;
}

/** @returns the problem unless it holds */
export const unless = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);

/** All digests of files, live ones and copies: what may not get lost. */
export const allFiles = ({ workspaces, copies }: HostFacts): string =>
  [...Object.values(workspaces), ...Object.values(copies)].sort().join(" ");
