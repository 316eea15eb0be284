import { z } from "zod";
import { control } from "../fakes/control/client.ts";
import { fakeDoor } from "../system/harness/fakes.ts";
import { mark, type PlannedTurn } from "./plan.ts";
import type { Random } from "./random.ts";

const Entry = z.looseObject({
  n: z.int(),
  kind: z.string(),
  message: z.int().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  keyboard: z
    .object({
      inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
    })
    .optional(),
});
type Entry = z.infer<typeof Entry>;

/** How many updates a user made. */
export interface Sent {
  messages: number;
  presses: number;
}

const ask = (action: string, input: object) => control(fakeDoor("telegram"), action, input);
const shows = ["sent", "edited", "document"];
// So long does a user look at a silent chat before they write the next message.
const patienceMs = 20_000;

/**
 * A person who writes their messages one after the other, each when the one before was answered, now and
 * then two at once, and who presses a button where there is one.
 */
export async function live(
  id: number,
  turns: readonly PlannedTurn[],
  random: Random,
  sent: Sent,
  ended: () => Promise<void>,
): Promise<void> {
  let seen = 0;
  for (let index = 0; index < turns.length; ) {
    const together = turns.slice(index, index + (random.chance(0.15) ? 2 : 1));
    for (const { text } of together) {
      await ask("say", { from: { id, first_name: `User ${id}` }, text });
      sent.messages += 1;
    }
    for (const turn of together) {
      seen = await answered(id, turn, seen, random, sent);
      await ended();
    }
    index += together.length;
  }
}

async function answered(
  id: number,
  turn: PlannedTurn,
  since: number,
  random: Random,
  sent: Sent,
): Promise<number> {
  let seen = since;
  for (;;) {
    const news = z.array(Entry).parse(await ask("wait", { after: seen, chat: id, ms: patienceMs }));
    if (news.length === 0) return seen;
    seen = news.at(-1)?.n ?? seen;
    for (const entry of news) {
      const buttons = question(entry);
      if (buttons === undefined) continue;
      const [yes, no] = buttons;
      await ask("press", {
        from: id,
        chat: id,
        message: entry.message ?? 0,
        data: random.chance(0.5) ? yes : no,
      });
      sent.presses += 1;
      return seen;
    }
    if (news.some((entry) => isAnswer(entry, turn))) return seen;
  }
}

function isAnswer({ kind, text = "", caption = "" }: Entry, { number, kind: wish }: PlannedTurn): boolean {
  if (!shows.includes(kind)) return false;
  return (
    `${text} ${caption}`.includes(mark(number)) || wish === "command" || /restarted|interrupted/.test(text)
  );
}

// The answers to a question before a grave step.
function question({ kind, keyboard }: Entry): [yes: string, no: string] | undefined {
  if (!shows.includes(kind)) return undefined;
  const ids = (keyboard?.inline_keyboard ?? []).flat().map(({ callback_data = "" }) => callback_data);
  const [yes, no] = ["approve:", "refuse:"].map((start) => ids.find((one) => one.startsWith(start)));
  return yes !== undefined && no !== undefined ? [yes, no] : undefined;
}
