import type { Readable, Writable } from "node:stream";
import type { TurnEvent } from "../../conversation/index.ts";
import { chat } from "./chat.ts";
import { Choices } from "./choices.ts";
import { AgentUnreachable, connectAgent } from "./connection.ts";
import { historyFile } from "./history.ts";
import { linesOf, recite } from "./recite.ts";
import { Screen } from "./screen.ts";
import type { ServerMessage } from "./wire.ts";

export interface TerminalClientOptions {
  /** The agent's chat socket, e.g. "/run/voxnix-agent/chat.sock". */
  socketPath: string;
  /** Who speaks; containers belong to `terminal:<user>`. */
  user: string;
  /** Said in order, each after the turn before has ended. Without it the lines come from `input`. */
  say?: readonly string[];
  /** Says yes to whatever is asked between these lines. */
  yes?: boolean;
  /** Prints each TurnEvent as one line of JSON instead of a transcript. */
  json?: boolean;
  input?: Readable;
  output?: Writable;
  /** How long an agent that is not there is waited for: it may be just starting. Milliseconds; default 5000. */
  patienceMs?: number;
  /** Where the one sentence goes that says why the agent could not be reached. */
  errors?: Writable;
  /** Where the lines of chats by hand are kept; by default in the user's state folder. */
  historyFile?: string;
}

/**
 * Talks with the agent in a terminal.
 * @returns the exit code: 0 if every turn ended without an error (a chat by hand always), 1 if one did not or a
 * question stays open, 2 if the agent could not be reached or hung up, 130 if Ctrl-C ended it
 */
export async function runTerminalClient(options: TerminalClientOptions): Promise<number> {
  const { input = process.stdin, output = process.stdout, errors = process.stderr } = options;
  const interactive = options.say === undefined && isTerminal(input) && isTerminal(output);
  const screen = new Screen({ output, echo: !interactive, ...lookOf(output) });
  const choices = new Choices();
  const show = options.json ? jsonPrinter(output) : (event: TurnEvent) => screen.show(event);
  const onMessage = (message: ServerMessage) => {
    if (message.type === "refused") errors.write(`The agent did not take that: ${message.message}\n`);
    else if (message.type === "pressed") options.json || screen.toast(message.toast);
    else if (message.type !== "welcome" && message.type !== "turn-end") {
      const offered = choices.offer(message);
      show(message);
      if (!options.json) screen.offer(offered);
    }
  };
  try {
    const connection = await connectAgent(options.socketPath, options.user, onMessage, options.patienceMs);
    try {
      if (interactive)
        return await chat({
          ...{ connection, screen, choices, user: options.user, input, output },
          historyFile: options.historyFile ?? historyFile(),
        });
      return await recite({
        ...{ connection, choices, lines: options.say ?? linesOf(input), yes: options.yes === true },
        complain: (sentence) => void errors.write(`${sentence}\n`),
      });
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof AgentUnreachable)) throw error;
    screen.settle();
    errors.write(`${error.message}\n`);
    return 2;
  } finally {
    screen.settle();
  }
}

function jsonPrinter(output: Writable): (event: TurnEvent) => void {
  return (event) => void output.write(`${JSON.stringify(event)}\n`);
}

function isTerminal(stream: Readable | Writable): boolean {
  return "isTTY" in stream && stream.isTTY === true;
}

// https://no-color.org: any value but the empty one means no.
function lookOf(output: Writable): { live: boolean; colours: boolean; columns: number; rows: number } {
  const live = isTerminal(output) && process.env.TERM !== "dumb";
  const columns = "columns" in output && typeof output.columns === "number" ? output.columns : 100;
  const rows = "rows" in output && typeof output.rows === "number" ? output.rows : 24;
  return { live, colours: live && !process.env.NO_COLOR, columns: columns || 80, rows: rows || 24 };
}
