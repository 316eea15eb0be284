import type { Role } from "../brain/index.ts";
import type { Approval } from "../store/index.ts";
import { type Command, findCommand } from "./commands/index.ts";
import { secret as secretCommand } from "./commands/secret.ts";
import { meantAsSecret } from "./near-secret.ts";
import { yesOrNo } from "./yes-no.ts";

/** What a message is. */
export type Heard =
  | { as: "command"; command: Command; rest: string }
  | { as: "unknown command"; word: string }
  | { as: "secret"; name: string }
  | { as: "yes" | "no"; approval: Approval }
  | { as: "wish" };

/** What the conversation knows of the moment in which a message comes. */
export interface Moment {
  role: Role;
  /** The secret whose value is awaited from this person. */
  awaited: string | undefined;
  /** The question that a plain yes or no answers. */
  asked: () => Approval | undefined;
}

/** Tells commands, answers and secrets from what is for the brain. */
export function hear(text: string, { role, awaited, asked }: Moment): Heard {
  const spoken = commandIn(text);
  const command = spoken && findCommand(spoken.word, role);
  if (spoken && command) return { as: "command", command, rest: spoken.rest };
  // A key may look like anything.
  if (awaited !== undefined) return { as: "secret", name: awaited };
  const secret = meantAsSecret(text);
  if (secret !== undefined) return { as: "command", command: secretCommand, rest: secret };
  if (spoken) return { as: "unknown command", word: spoken.word };
  const answer = yesOrNo(text);
  const approval = answer && asked();
  return answer && approval ? { as: answer, approval } : { as: "wish" };
}

/** The command that a message begins with. Undefined if it is none: "/etc is full" is a sentence. */
export function commandIn(text: string): { word: string; rest: string } | undefined {
  const [, word, rest = ""] = /^\/([a-z]{1,32})(?:\s+([\s\S]*))?$/i.exec(text.trim()) ?? [];
  return word === undefined || (rest !== "" && !isKnown(word))
    ? undefined
    : { word: word.toLowerCase(), rest: rest.trim() };
}

function isKnown(word: string): boolean {
  return findCommand(word.toLowerCase(), "owner") !== undefined;
}
