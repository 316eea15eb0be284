import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** How far Nix is, summed over building and fetching. */
export interface NixProgress {
  done: number;
  expected: number;
  running: number;
  /** What began last and still runs, e.g. "building fish-4.0.2". */
  activity: string;
}

export interface NixListener {
  progress(progress: NixProgress): void;
  /** @param source the derivation that printed it, or "nix" */
  log(source: string, text: string): void;
  /** What Nix gives as the reason of its failure; may have several lines. */
  error(text: string): void;
}

// nix/src/libutil/include/nix/util/logging.hh: ActivityType and ResultType.
const copyPath = 100;
const fileTransfer = 101;
const copyPaths = 103;
const builds = 104;
const build = 105;
const substitute = 108;
const buildLogLine = 101;
const postBuildLogLine = 107;
const progressResult = 105;

const Fields = z.array(z.union([z.string(), z.number()])).default([]);
const Message = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("start"),
    id: z.string(),
    type: z.number(),
    text: z.string(),
    fields: Fields,
  }),
  z.object({ action: z.literal("stop"), id: z.string() }),
  z.object({ action: z.literal("result"), id: z.string(), type: z.number(), fields: Fields }),
  z.object({
    action: z.literal("msg"),
    level: z.number(),
    msg: z.string(),
    raw_msg: z.string().optional(),
  }),
]);
type Message = z.infer<typeof Message>;

const longestLine = 1024 * 1024;

/**
 * Reads what Nix writes on standard error with `--log-format internal-json`.
 * Returns a function to be fed with text in pieces that may end anywhere; lines that are not
 * Nix's are taken for log lines, and what cannot be read is passed over.
 */
export function internalJson(listener: NixListener): (text: string) => void {
  const state = new State(listener);
  let rest = "";
  let skipping = false;
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!skipping) state.line(line);
      skipping = false;
    }
    if (rest.length > longestLine) {
      rest = "";
      skipping = true;
    }
  };
}

class State {
  readonly #listener: NixListener;
  readonly #running = new Map<string, { text: string; source: string }>();
  readonly #counters = new Map<string, { done: number; expected: number; running: number }>();

  constructor(listener: NixListener) {
    this.#listener = listener;
  }

  line(line: string): void {
    if (!line.startsWith("@nix ")) {
      if (line.trim() !== "") this.#listener.log("nix", plain(line));
      return;
    }
    const message = parseMessage(line.slice(5));
    if (message !== undefined) this.#take(message);
  }

  #take(message: Message): void {
    switch (message.action) {
      case "start":
        this.#start(message);
        return;
      case "stop":
        this.#counters.delete(message.id);
        if (this.#running.delete(message.id)) this.#progress();
        return;
      case "result":
        this.#result(message);
        return;
      case "msg":
        if (message.level === 0) this.#listener.error(plain(message.msg));
        else if (message.level <= 2) this.#listener.log("nix", plain(message.msg));
    }
  }

  #start({ id, type, text, fields }: Extract<Message, { action: "start" }>): void {
    if (type === builds || type === copyPaths) {
      this.#counters.set(id, { done: 0, expected: 0, running: 0 });
      return;
    }
    const subject = storeName(fields[0]);
    const words: Record<number, string> = {
      [build]: `building ${subject}`,
      [substitute]: `fetching ${subject}`,
      [copyPath]: `copying ${subject}`,
      [fileTransfer]: text,
    };
    const activity = words[type];
    if (activity === undefined) return;
    this.#running.set(id, { text: plain(activity), source: subject });
    this.#progress();
  }

  #result({ id, type, fields }: Extract<Message, { action: "result" }>): void {
    if (type === buildLogLine || type === postBuildLogLine) {
      this.#listener.log(this.#running.get(id)?.source ?? "nix", plain(String(fields[0] ?? "")));
      return;
    }
    const counter = this.#counters.get(id);
    if (type !== progressResult || counter === undefined) return;
    const [done, expected, running] = fields.map(Number);
    this.#counters.set(id, { done: done ?? 0, expected: expected ?? 0, running: running ?? 0 });
    this.#progress();
  }

  #progress(): void {
    const sum = { done: 0, expected: 0, running: 0 };
    for (const counter of this.#counters.values()) {
      sum.done += counter.done;
      sum.expected += counter.expected;
      sum.running += counter.running;
    }
    const latest = [...this.#running.values()].at(-1);
    this.#listener.progress({ ...sum, activity: latest?.text ?? "" });
  }
}

function parseMessage(json: string): Message | undefined {
  try {
    // An id can pass 2^53, where a number would lose digits. Inside of a string the quotes would be
    // escaped, so this touches nothing else.
    const parsed = Message.safeParse(JSON.parse(json.replace(/"(id|parent)":(\d+)/g, '"$1":"$2"')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

// "/nix/store/<hash>-fish-4.0.2.drv" → "fish-4.0.2"
function storeName(path: string | number | undefined): string {
  const name = String(path ?? "").replace(/^.*\//, "");
  return name.replace(/^[0-9a-z]{32}-/, "").replace(/\.drv$/, "");
}

function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\t\n]/gu, "");
}
