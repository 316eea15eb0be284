import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";

const Button = z.object({ id: z.string(), label: z.string() });
const Line = z.looseObject({
  type: z.string(),
  turn: z.string().optional(),
  buttons: z.array(z.array(Button)).optional(),
  files: z.array(z.object({ name: z.string(), text: z.string() })).optional(),
  toast: z.string().optional(),
  tool: z.string().optional(),
  ok: z.boolean().optional(),
  text: z.string().optional(),
  message: z.string().optional(),
});
/** A line that the agent wrote to the terminal; see services/agent/src/conversation/events.ts. */
export type TerminalLine = z.infer<typeof Line>;

/** A turn as a terminal sees it. */
export interface Turn {
  readonly ok: boolean;
  readonly reply: string;
  /** What can be pressed under the reply. */
  readonly buttons: readonly z.infer<typeof Button>[];
  readonly lines: readonly TerminalLine[];
}

/** A terminal that is connected to the agent. */
export interface Terminal {
  readonly owner: string;
  readonly say: (text: string) => Promise<Turn>;
  /** Presses a button by its id. Of one that brings no turn, the reply is the toast. */
  readonly press: (button: string) => Promise<Turn>;
  /** Says it, and yes to what is asked then. */
  readonly sayAndConfirm: (text: string) => Promise<Turn>;
  /** Stops what is under way, without waiting. */
  readonly stop: () => void;
  /** Sends a line as it stands and gives the next line that comes back. */
  readonly send: (line: string) => Promise<TerminalLine>;
  readonly close: () => void;
}

/** Connects a terminal to the agent, as a user of that name. */
export const openTerminal = async (user: string): Promise<Terminal> => {
  const socket = connect(sandboxPaths().chatSocket);
  await once(socket, "connect");
  const incoming = createInterface({ input: socket })[Symbol.asyncIterator]();
  const write = (message: object): boolean => socket.write(`${JSON.stringify(message)}\n`);
  const next = async (): Promise<TerminalLine> => {
    const { value, done } = await incoming.next();
    if (done === true) throw new Error("The agent hung up.");
    return Line.parse(JSON.parse(value));
  };
  write({ type: "hello", user });
  const welcome = await next();
  if (welcome.type !== "welcome") throw new Error(`No welcome: ${JSON.stringify(welcome)}`);
  const untilEnd = async (): Promise<Turn> => {
    const lines: TerminalLine[] = [];
    const ended = (ok: boolean, reply: string): Turn => ({
      ...{ ok, reply, lines },
      buttons: lines.findLast(({ type }) => type === "reply")?.buttons?.flat() ?? [],
    });
    for (;;) {
      const line = await next();
      lines.push(line);
      if (line.type === "refused") return ended(false, line.message ?? "");
      if (line.type === "pressed" && line.turn === undefined) return ended(true, line.toast ?? "");
      if (line.type !== "turn-end") continue;
      return ended(line.ok === true, lines.findLast(({ type }) => type === "reply")?.text ?? "");
    }
  };
  const say = (text: string): Promise<Turn> => {
    write({ type: "say", text });
    return untilEnd();
  };
  const press = (button: string): Promise<Turn> => {
    write({ type: "press", button });
    return untilEnd();
  };
  return {
    owner: `terminal:${user}`,
    say,
    press,
    stop: () => void write({ type: "stop" }),
    sayAndConfirm: async (text) => {
      const asked = await say(text);
      const yes = asked.buttons.find(({ id }) => id.startsWith("approve:"));
      if (yes === undefined) throw new Error(`Nothing was asked: ${asked.reply}`);
      return press(yes.id);
    },
    close: () => socket.destroy(),
    send: (line) => {
      socket.write(`${line}\n`);
      return next();
    },
  };
};
