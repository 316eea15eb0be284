import { expect } from "vitest";
import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import { fakeDoor } from "./fakes.ts";
import { until } from "./until.ts";

const Button = z.object({ text: z.string(), callback_data: z.string().optional() });
const Entry = z.looseObject({
  n: z.int(),
  kind: z.string(),
  chat: z.int().optional(),
  message: z.int().optional(),
  text: z.string().optional(),
  gap: z.number().optional(),
  action: z.string().optional(),
  /** Of a document. */
  name: z.string().optional(),
  content: z.string().optional(),
  query: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  keyboard: z.object({ inline_keyboard: z.array(z.array(Button)) }).optional(),
});
/** One thing that happened in the chat; see tests/fakes/telegram/transcript.ts. */
export type ChatEntry = z.infer<typeof Entry>;

const ask = (action: string, input: object = {}): Promise<unknown> =>
  control(fakeDoor("telegram"), action, input);
const entries = async (action: string, input: object): Promise<ChatEntry[]> =>
  z.array(Entry).parse(await ask(action, input));

/** A person with a phone, in one chat with the bot: their private one, or a group. */
export interface Person {
  readonly id: number;
  readonly owner: string;
  /** Writes to the bot, and forgets what the bot wrote before. Returns the message's id. */
  readonly say: (text: string, more?: Saying) => Promise<number>;
  /** Waits until the bot shows a text (a message, an edit or a file) that fits, since the person last wrote or pressed. */
  readonly sees: (fits: RegExp) => Promise<ChatEntry>;
  /** Waits until the bot shows a button of that label, presses it, and waits for the bot's word on it (the toast). */
  readonly presses: (label: string | RegExp) => Promise<string>;
  /** The buttons that the chat shows now, in all its messages. */
  readonly buttons: () => Promise<string[]>;
  /** Waits until a draft that can be stopped is there, and presses its Stop. */
  readonly stopsDraft: () => Promise<void>;
  /** All that happened in this chat since the person last wrote or pressed. */
  readonly seen: () => Promise<readonly ChatEntry[]>;
}

/** More of what a person sends: an answer to a message, a voice message (base64), a sticker. */
export interface Saying {
  readonly replyTo?: number;
  readonly voice?: { readonly base64: string; readonly seconds?: number; readonly claimedSize?: number };
  readonly sticker?: boolean;
}

const Said = z.object({ message: z.object({ message_id: z.int() }) });
const shows = ["sent", "edited", "document"];

/** A person of the fake Telegram, in their private chat or in a group. */
export const person = (id: number, group?: number): Person => {
  const chat = group ?? id;
  const from = { id, first_name: `Person ${id}` };
  let since = 0;
  const seen = (): Promise<ChatEntry[]> => entries("transcript", { after: since, chat });
  const waitFor = async (what: string, finds: (entry: ChatEntry) => boolean): Promise<ChatEntry> => {
    let looked = since;
    // Each round waits for something to happen; a bot that is silent for so long has lost the message.
    for (let silent = 0; silent < 6; ) {
      const more = await entries("wait", { after: looked, chat, ms: 10_000 });
      const found = more.find(finds);
      if (found !== undefined) return found;
      silent = more.some(({ kind }) => kind !== "action") ? 0 : silent + 1;
      looked = more.at(-1)?.n ?? looked;
    }
    throw new Error(`The bot showed no ${what}. It did: ${JSON.stringify(await seen(), null, 1)}`);
  };
  const forget = async (): Promise<void> => {
    since = (await entries("transcript", {})).at(-1)?.n ?? 0;
  };
  return {
    id,
    owner: `telegram:${id}`,
    seen,
    sees: (fits) =>
      waitFor(`text like ${fits}`, ({ kind, text, content }) =>
        shows.includes(kind) ? fits.test(content ?? text ?? "") : false,
      ),
    say: async (text, more = {}) => {
      await forget();
      const said = Said.parse(await ask("say", { from, text, ...more, ...(group ? { group } : {}) }));
      since += 1;
      return said.message.message_id;
    },
    presses: async (label) => {
      // Of a message that was edited since, only what it shows now counts.
      const find = async () => (await shownButtons(chat)).findLast(({ text }) => fitsLabel(text, label));
      if ((await find()) === undefined)
        await waitFor(`button ${label}`, ({ keyboard }) =>
          (keyboard?.inline_keyboard ?? []).flat().some(({ text }) => fitsLabel(text, label)),
        );
      const button = await find();
      if (button === undefined) throw new Error(`The button ${label} is gone again.`);
      await forget();
      const pressed = z
        .object({ query: z.string() })
        .parse(await ask("press", { from, chat, message: button.message, data: button.data }));
      since += 1;
      const answered = await waitFor(
        "answer to the button",
        ({ kind, query }) => kind === "answered" && query === pressed.query,
      );
      return answered.text ?? "";
    },
    buttons: async () => (await shownButtons(chat)).map(({ text }) => text),
    stopsDraft: async () => {
      await waitFor("draft with a Stop button", ({ kind, canStop }) => kind === "draft" && canStop === true);
      await ask("stop-draft", { id });
    },
  };
};

const fitsLabel = (text: string, label: string | RegExp): boolean =>
  typeof label === "string" ? text === label : label.test(text);

/** The buttons that a chat shows now, oldest message first. */
const shownButtons = async (chat: number) => {
  const rows = new Map<number, { message: number; text: string; data: string }[]>();
  for (const { kind, message, keyboard } of await entries("transcript", { chat })) {
    if (message === undefined) continue;
    const buttons = (keyboard?.inline_keyboard ?? []).flat();
    if (shows.includes(kind))
      rows.set(
        message,
        buttons.map(({ text, callback_data = "" }) => ({ message, text, data: callback_data })),
      );
    else if (kind === "deleted") rows.delete(message);
  }
  return [...rows.values()].flat();
};

const Violations = z.array(z.object({ method: z.string(), code: z.int(), description: z.string() }));

/**
 * The bot broke no rule of the Bot API since it was last asked, and answered every button that was pressed. Two refusals
 * are no breach: of an edit that changes nothing, as a bot that has just started cannot know what its message says; and
 * of one in a chat of an earlier run, which the fake has forgotten and the bot has not.
 */
export const expectNoViolations = async (): Promise<void> => {
  const violations = Violations.parse(await ask("forgive-violations"));
  expect(violations.filter((violation) => !isExcused(violation))).toEqual([]);
  await until(
    "every pressed button was answered",
    async () => (await telegramStatus()).unanswered.length === 0,
  );
};

const isExcused = ({ method, description }: z.infer<typeof Violations>[number]): boolean =>
  /message is not modified/.test(description) ||
  (/^editMessage/.test(method) && /chat not found/.test(description));

/** Makes the next calls of a method fail. */
export const failTelegram = (method: string, fault: object, times = 1) =>
  ask("fail", { method, fault, times });

/** Lets the bot read all that is said in groups, as one whose privacy mode is off. */
export const readAllInGroups = (all: boolean) => ask("privacy", { enabled: !all });

const Status = z.object({
  polling: z.boolean(),
  completedPolls: z.int(),
  unacknowledged: z.int(),
  /** Buttons that were pressed and have no answer yet. */
  unanswered: z.array(z.string()),
  calls: z.record(z.string(), z.int()),
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
  webhook: z.string(),
});

/** How the bot's polling stands. */
export const telegramStatus = async (): Promise<z.infer<typeof Status>> => Status.parse(await ask("status"));
