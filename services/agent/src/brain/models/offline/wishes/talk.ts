import { type Plan, say } from "../plan.ts";
import { talk } from "../vocabulary/talk.ts";

/** Greetings, thanks, help. */
export function readTalk(clause: string): Plan | undefined {
  const found = talk.find(({ when }) => when.test(clause));
  return found && say(found.answer);
}
