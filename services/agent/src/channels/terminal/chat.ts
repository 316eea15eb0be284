import { createInterface, type Interface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import type { Button } from "../../store/index.ts";
import type { Choices } from "./choices.ts";
import type { AgentConnection, Ending } from "./connection.ts";
import { historySize, readHistory, writeHistory } from "./history.ts";
import type { Screen } from "./screen.ts";

export interface ChatParts {
  connection: AgentConnection;
  screen: Screen;
  choices: Choices;
  user: string;
  input: Readable;
  output: Writable;
  /** Where the lines are kept from one chat to the next. */
  historyFile: string;
}

// The agent does not take a value on the same line; the history is not to keep it either.
const namesSecretWithValue = /^\s*\/secret\s+(?!remove\s)\S+\s+\S/i;

const onlyOneLine =
  "Only the first line of that was taken: here a secret has one line, and I have dropped the rest. One with more lines can be sent by Telegram.";

const prompts = { words: "you › ", secret: "secret › " };

/** A chat by hand: reads a line, says it, shows what comes of it, until the person leaves. Returns the exit code. */
export async function chat(parts: ChatParts): Promise<number> {
  const { connection, screen, choices, user, input, output, historyFile } = parts;
  let busy = false;
  // A secret is neither shown while it is typed nor remembered.
  let secret = false;
  const lines = createInterface({
    input,
    output: unless(() => busy || secret, output),
    terminal: true,
    prompt: prompts.words,
    historySize,
    history: readHistory(historyFile),
    removeHistoryDuplicates: true,
  });
  lines.on("history", (history) => {
    if (secret || namesSecretWithValue.test(history[0] ?? "")) history.shift();
    else writeHistory(historyFile, history);
  });
  const leave = leaving(lines, connection, screen, () => busy);
  // What was typed during a turn was not echoed then.
  const unseen: string[] = [];
  lines.on("line", (line) => busy && unseen.push(line));
  // The rest of a secret that was pasted in several lines is not for the agent, and not for a model.
  let waiting = 0;
  let dropped = 0;
  lines.on("line", () => {
    waiting += 1;
  });
  // What was typed meanwhile goes on at its end. Ctrl-D can have closed the line before the turn was over.
  let closed = false;
  lines.once("close", () => {
    closed = true;
  });
  const prompt = () => {
    if (closed) return;
    if (secret) output.write(prompts.secret);
    else lines.prompt(true);
  };
  screen.prompt = prompt;
  screen.line(greeting(user, connection.model));
  lines.prompt();
  for await (const line of lines) {
    waiting -= 1;
    if (dropped > 0) {
      dropped -= 1;
      continue;
    }
    const text = line.trim();
    if (text === "/exit" || text === "/quit") break;
    if (secret) output.write("\n");
    if (text !== "") {
      if (unseen[0] === line) screen.line(`you › ${unseen.shift()}`);
      busy = true;
      leave.forget();
      const button: Button | undefined = secret ? undefined : choices.pick(text);
      choices.clear();
      const ended: Ending | undefined = await (button === undefined
        ? connection.say(text)
        : connection.press(button.id)
      ).catch((error) => {
        if (!leave.interrupted()) throw error;
        return undefined;
      });
      if (leave.interrupted()) break;
      busy = false;
      if (secret && waiting > 0) {
        dropped = waiting;
        unseen.length = 0;
        screen.line(onlyOneLine);
      }
      secret = ended?.secret === true;
      leave.forget();
    }
    prompt();
  }
  lines.close();
  return leave.interrupted() ? 130 : 0;
}

// Ctrl-C stops the turn under way; with nothing to stop, or a second time, it leaves.
function leaving(lines: Interface, connection: AgentConnection, screen: Screen, busy: () => boolean) {
  let presses = 0;
  let interrupted = false;
  lines.on("SIGINT", () => {
    presses += 1;
    if (presses > 1) {
      interrupted = busy();
      lines.close();
      if (interrupted) connection.close();
    } else if (busy()) {
      connection.send({ type: "stop" });
    } else {
      // As in a shell, the line that was begun is dropped. Not by the keys that do it: a dumb terminal has none.
      Object.assign(lines, { line: "", cursor: 0 });
      screen.line("\n(Ctrl-C again, or Ctrl-D, leaves.)");
      lines.prompt();
    }
  });
  return {
    forget() {
      presses = 0;
    },
    interrupted: () => interrupted,
  };
}

function greeting(user: string, model: string): string {
  const who =
    model === "offline" ? "The built-in offline model answers; no key needed." : `${model} answers.`;
  return `
voxnix · talk to your infrastructure

You are ${user}. ${who} Try:

  create a dev container with git and fish
  what is running?
  run git --version in dev
  stop dev
  /help

Where I offer choices, type their number. Ctrl-C stops what is under way; twice, or Ctrl-D, leaves.
`;
}

// While a turn is shown, readline must not echo what is typed into the middle of it.
function unless(muted: () => boolean, output: Writable): Writable {
  const filtered = new Writable({
    write(chunk, _encoding, done) {
      // At once: what waits here would be judged by what is muted later.
      if (!muted()) output.write(chunk);
      done();
    },
  });
  return Object.defineProperty(filtered, "columns", {
    get: () => ("columns" in output ? output.columns : undefined),
  });
}
