import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import { fakeDoor } from "../../system/harness/fakes.ts";

const Entries = z.array(z.looseObject({ n: z.int(), kind: z.string() }));
const ask = (action: string, input: object = {}) => control(fakeDoor("telegram"), action, input);
const patienceMs = 30_000;

/** What came of a message, in milliseconds from when it was sent. */
export interface Seen {
  /** Until there was any sign of life: that the bot types, or a message. */
  readonly firstSignMs: number;
  /** Until the first message. */
  readonly replyMs: number;
}

/** Writes to the bot at the fake Telegram, and waits for its answer. */
export async function writes(id: number, text: string): Promise<Seen> {
  let after = Entries.parse(await ask("transcript", { chat: id })).at(-1)?.n ?? 0;
  const begun = performance.now();
  await ask("say", { from: { id, first_name: `Person ${id}` }, text });
  let firstSignMs: number | undefined;
  for (;;) {
    const news = Entries.parse(await ask("wait", { after, chat: id, ms: patienceMs }));
    const now = performance.now() - begun;
    if (news.length === 0) throw new Error(`The bot did not answer “${text}”.`);
    if (news.some(({ kind }) => ["action", "draft", "sent"].includes(kind))) firstSignMs ??= now;
    if (news.some(({ kind }) => kind === "sent")) return { firstSignMs: firstSignMs ?? now, replyMs: now };
    after = news.at(-1)?.n ?? after;
  }
}
