import type { Role } from "../../brain/index.ts";
import type { Turn } from "../../store/index.ts";
import type { Answer } from "../answer.ts";
import type { Desk } from "../desk.ts";

/** A command as it was given. */
export interface CommandCall {
  turn: Turn;
  role: Role;
  /** What followed its name. */
  rest: string;
  desk: Desk;
}

/** Something that the conversation does by itself, at once, without a model. */
export interface Command {
  /** Without the slash, small letters. */
  name: string;
  /** One line for menus. */
  description: string;
  /** Only those who administer have it. */
  forOwners?: boolean;
  /** Not in menus: buttons say it. */
  unlisted?: boolean;
  /** So much of what follows its name may be kept. Default all of it. */
  kept?(rest: string): string;
  run(call: CommandCall): Answer | Promise<Answer>;
}
