import { expect } from "vitest";
import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import { fakeDoor } from "./fakes.ts";

const Entry = z.looseObject({
  n: z.int(),
  kind: z.string(),
  chat: z.int().optional(),
  message: z.int().optional(),
  text: z.string().optional(),
  gap: z.number().optional(),
  action: z.string().optional(),
});
/** One thing that happened in the chat; see tests/fakes/telegram/transcript.ts. */
export type ChatEntry = z.infer<typeof Entry>;

const ask = (action: string, input: object = {}): Promise<unknown> =>
  control(fakeDoor("telegram"), action, input);

/** A person with a phone: one private chat with the bot. */
export interface Person {
  readonly id: number;
  readonly owner: string;
  /** Writes to the bot, and forgets what the bot wrote before. */
  readonly say: (text: string) => Promise<void>;
  /** Waits until the bot shows a text that fits, since the person last wrote. */
  readonly sees: (fits: RegExp) => Promise<ChatEntry>;
  /** All that the bot did in this chat since the person last wrote. */
  readonly seen: () => Promise<readonly ChatEntry[]>;
}

/** A person of the fake Telegram. */
export const person = (id: number): Person => {
  let since = 0;
  const seen = async (): Promise<ChatEntry[]> =>
    z.array(Entry).parse(await ask("transcript", { after: since, chat: id }));
  const sees = async (fits: RegExp): Promise<ChatEntry> => {
    let looked = since;
    // Each round waits for something to happen; a bot that is silent for so long has lost the message.
    for (let silent = 0; silent < 6; ) {
      const more = z.array(Entry).parse(await ask("wait", { after: looked, chat: id, ms: 10_000 }));
      const found = more.find(
        ({ kind, text }) => (kind === "sent" || kind === "edited") && fits.test(text ?? ""),
      );
      if (found !== undefined) return found;
      silent = more.some(({ kind }) => kind !== "action") ? 0 : silent + 1;
      looked = more.at(-1)?.n ?? looked;
    }
    throw new Error(`The bot showed nothing like ${fits}. It did: ${JSON.stringify(await seen(), null, 1)}`);
  };
  return {
    id,
    owner: `telegram:${id}`,
    sees,
    seen,
    say: async (text) => {
      const all = z.array(Entry).parse(await ask("transcript", {}));
      since = all.at(-1)?.n ?? 0;
      await ask("say", { from: { id, first_name: `Person ${id}` }, text });
      since += 1;
    },
  };
};

const Violations = z.array(z.object({ method: z.string(), code: z.int(), description: z.string() }));

/**
 * The bot broke no rule of the Bot API since it was last asked. One refusal is no breach: an edit that changes nothing.
 * A bot that has just started cannot know what its message says.
 */
export const expectNoViolations = async (): Promise<void> => {
  const violations = Violations.parse(await ask("forgive-violations"));
  expect(violations.filter(({ description }) => !/message is not modified/.test(description))).toEqual([]);
};

/** Makes the next calls of a method fail. */
export const failTelegram = (method: string, fault: object, times = 1) =>
  ask("fail", { method, fault, times });

const Status = z.object({
  polling: z.boolean(),
  completedPolls: z.int(),
  unacknowledged: z.int(),
  calls: z.record(z.string(), z.int()),
});

/** How the bot's polling stands. */
export const telegramStatus = async (): Promise<z.infer<typeof Status>> => Status.parse(await ask("status"));
