import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { Brain } from "../brain/index.ts";
import type { Executor } from "../executor/index.ts";
import type { Store, Turn } from "../store/index.ts";
import type { Approvals } from "./approvals.ts";
import type { People } from "./people.ts";
import type { Rules } from "./rules.ts";
import type { Secrets } from "./secrets.ts";
import type { Voice } from "./voice.ts";

/** What commands and acts of the conversation work with. */
export interface Desk {
  store: Store;
  executor: Executor;
  brain: Brain;
  rules: Rules;
  log: Logger;
  voice: Voice;
  people: People;
  approvals: Approvals;
  secrets: Secrets;
  /** Ends the running turn of a chat and drops those that wait, so far as that is this person's to do. */
  stop(chat: string, by: OwnerId): { running: number; waiting: number };
  /** Whether a turn of the chat runs, and how many wait. */
  work(chat: string): { running: number; waiting: number };
  /** Cancels what a turn began on the host and that is still under way; its end is told. */
  cancel(turn: Turn): void;
}
