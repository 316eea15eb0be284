import type { Entry } from "./phone.ts";

/** A chapter of the conversation: why it is there, and what happened. */
export interface Chapter {
  title: string;
  about: string;
  entries: readonly Entry[];
}

/** The page, in Markdown. */
export function page(chapters: readonly Chapter[], day: string): string {
  const body = chapters.map(
    ({ title, about, entries }) => `## ${title}\n\n${about}\n\n${conversation(entries)}\n`,
  );
  return `${head(day)}\n${body.join("\n")}`;
}

const head = (day: string) => `# A conversation

This happened on ${day}, as it stands here: \`npm run transcript\` has it again and writes this page. The agent, the executor, Nix, systemd and the container are the real ones, in the sandbox; Telegram is the tests' strict stand-in. The built-in offline model answers, but for one question that goes to another one.

How to read it: **Ada** writes, **voxnix** answers; a ▫ is a button, and “presses” means that Ada pressed it. *changes to* is the same message, edited: the progress of an operation is one message throughout.
`;

/** What happened, one block each; of a message that is edited again and again the first, the middle and the last state. */
function conversation(entries: readonly Entry[]): string {
  const dull = tooMuch(entries);
  const labels = new Map<string, string>();
  const last = new Map<number, string>();
  const blocks: string[] = [];
  for (const entry of entries) {
    for (const { text, callback_data = "" } of buttonsOf(entry)) labels.set(callback_data, text);
    if (dull.has(entry)) continue;
    const block = blockFor(entry, labels, last);
    if (block !== undefined) blocks.push(block);
  }
  return blocks.join("\n\n");
}

function blockFor(
  entry: Entry,
  labels: ReadonlyMap<string, string>,
  last: Map<number, string>,
): string | undefined {
  const text = marked(entry);
  const { message = 0 } = entry;
  const before = last.get(message);
  if (entry.kind === "sent" || entry.kind === "edited") last.set(message, text);
  switch (entry.kind) {
    case "said":
      return `**Ada**: ${entry.text}`;
    case "pressed":
      return `**Ada** presses ▫ ${labels.get(entry.data ?? "") ?? "a button"}`;
    case "sent":
      return quoted("**voxnix**:", text, entry);
    case "edited":
      return quoted("*changes to*:", news(text, before), entry);
    case "document":
      return `**voxnix** sends the file \`${entry.name}\``;
    default:
      return undefined;
  }
}

function quoted(who: string, text: string, { keyboard }: Entry): string {
  const rows = (keyboard?.inline_keyboard ?? []).map((row) =>
    row.map((button) => `▫ ${button.text}`).join("   "),
  );
  let fenced = false;
  const lines = [...text.split("\n"), ...(rows.length > 0 ? ["", ...rows] : [])].map((line) => {
    const fence = line.startsWith("```");
    if (fence) fenced = !fenced;
    // Two blanks at the end break the line; a fence keeps its lines by itself.
    return line === "" ? ">" : `> ${line}${fence || fenced ? "" : "  "}`;
  });
  return [who, "", ...lines].join("\n");
}

// Of an edited message only what is new in it, where the beginning stayed.
function news(text: string, before: string | undefined): string {
  const old = before?.split("\n") ?? [];
  const lines = text.split("\n");
  const fresh = lines.filter((line) => !old.includes(line));
  return lines[0] === old[0] && fresh.length > 0 ? ["…", ...fresh].join("\n") : text;
}

function buttonsOf({ keyboard }: Entry) {
  return (keyboard?.inline_keyboard ?? []).flat();
}

// Of the many edits of one message these are left out.
function tooMuch(entries: readonly Entry[]): Set<Entry> {
  const edits = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.kind === "edited" && entry.message !== undefined) {
      edits.set(entry.message, [...(edits.get(entry.message) ?? []), entry]);
    }
  }
  const middle = (all: readonly Entry[]) =>
    all.slice(0, -1).filter((_one, index) => index !== Math.floor(all.length / 2) - 1);
  return new Set([...edits.values()].flatMap((all) => (all.length <= 2 ? [] : middle(all))));
}

const marks: Record<string, readonly [open: string, close: string]> = {
  bold: ["**", "**"],
  italic: ["*", "*"],
  code: ["`", "`"],
  pre: ["\n```text\n", "\n```\n"],
};

// Telegram's entities as Markdown again; their offsets count UTF-16 units, as strings here do.
function marked({ text = "", entities = [] }: Entry): string {
  const inserts = entities.flatMap(({ type, offset, length }) => {
    const [open, close] = marks[type] ?? ["", ""];
    return [
      { at: offset, what: open, order: 1 },
      { at: offset + length, what: close, order: 0 },
    ];
  });
  inserts.sort((one, other) => one.at - other.at || one.order - other.order);
  let result = "";
  let from = 0;
  for (const { at, what } of inserts) {
    result += text.slice(from, at) + what;
    from = at;
  }
  return (result + text.slice(from))
    .replace(/\n{2,}```text/g, "\n```text")
    .replace(/```\n{2,}/g, "```\n")
    .trim();
}
