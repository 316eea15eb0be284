import { z } from "zod";
import { control } from "../fakes/control/client.ts";
import { fakeDoor } from "../system/harness/fakes.ts";

const Button = z.object({ text: z.string(), callback_data: z.string().optional() });
const Entry = z.looseObject({
  n: z.int(),
  kind: z.string(),
  message: z.int().optional(),
  text: z.string().optional(),
  name: z.string().optional(),
  data: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })).optional(),
  keyboard: z.object({ inline_keyboard: z.array(z.array(Button)) }).optional(),
});
/** One thing that happened in the chat. */
export type Entry = z.infer<typeof Entry>;

const patienceMs = 60_000;
const shows = ["sent", "edited", "document"];

/** Somebody's phone in a private chat with the bot. */
export class Phone {
  readonly #id: number;
  #since = 0;

  constructor(id: number) {
    this.#id = id;
  }

  /** Writes, and waits until the bot shows a text that fits. */
  async says(text: string, fits: RegExp): Promise<void> {
    await this.#ask("say", { from: { id: this.#id, first_name: "Ada" }, text });
    await this.#sees(`an answer to “${text}” like ${fits}`, ({ text = "" }) => fits.test(text));
  }

  /** Waits for a button, presses it, and waits until the bot shows a text that fits. */
  async presses(label: RegExp, fits: RegExp): Promise<void> {
    const buttons = ({ keyboard }: Entry) => (keyboard?.inline_keyboard ?? []).flat();
    const find = (entry: Entry) => buttons(entry).find(({ text }) => label.test(text));
    const all = await this.transcript();
    const entry = all.findLast((one) => find(one) !== undefined);
    const button = entry && find(entry);
    if (button === undefined) throw new Error(`There is no button like ${label}.`);
    this.#since = all.at(-1)?.n ?? 0;
    const press = {
      from: this.#id,
      chat: this.#id,
      message: entry?.message ?? 0,
      data: button.callback_data,
    };
    await this.#ask("press", press);
    await this.#sees(`a text like ${fits} after ${label}`, ({ text = "" }) => fits.test(text));
  }

  /** Waits until no operation is shown as under way and nothing more is said. */
  async settled(): Promise<void> {
    for (let before = -1; ; ) {
      const all = await this.transcript();
      const latest = new Map(
        all.filter(({ kind }) => shows.includes(kind)).map((entry) => [entry.message, entry]),
      );
      const underway = [...latest.values()].some(({ text = "" }) => text.includes("🔨"));
      if (!underway && all.length === before) return;
      before = all.length;
      await this.#ask("wait", { after: all.at(-1)?.n ?? 0, chat: this.#id, ms: 2_000 });
    }
  }

  /** All that happened in this chat. */
  async transcript(): Promise<Entry[]> {
    return z.array(Entry).parse(await this.#ask("transcript", { chat: this.#id }));
  }

  async #sees(what: string, fits: (entry: Entry) => boolean): Promise<void> {
    let looked = this.#since;
    for (let silent = 0; silent < patienceMs; ) {
      const news = z
        .array(Entry)
        .parse(await this.#ask("wait", { after: looked, chat: this.#id, ms: 5_000 }));
      silent = news.length === 0 ? silent + 5_000 : 0;
      looked = news.at(-1)?.n ?? looked;
      if (news.some((entry) => shows.includes(entry.kind) && fits(entry))) {
        this.#since = looked;
        return;
      }
    }
    const seen = (await this.transcript()).slice(-6).map(({ kind, text }) => `${kind}: ${text ?? ""}`);
    throw new Error(`The bot did not show ${what}. It did:\n${seen.join("\n")}`);
  }

  #ask(action: string, input: object): Promise<unknown> {
    return control(fakeDoor("telegram"), action, input);
  }
}
