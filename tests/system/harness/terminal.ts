import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";

const Line = z.looseObject({
  type: z.string(),
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
  readonly lines: readonly TerminalLine[];
}

/** A terminal that is connected to the agent. */
export interface Terminal {
  readonly owner: string;
  readonly say: (text: string) => Promise<Turn>;
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
  return {
    owner: `terminal:${user}`,
    close: () => socket.destroy(),
    send: (line) => {
      socket.write(`${line}\n`);
      return next();
    },
    say: async (text) => {
      write({ type: "say", text });
      const lines: TerminalLine[] = [];
      for (;;) {
        const line = await next();
        lines.push(line);
        if (line.type === "refused") return { ok: false, reply: line.message ?? "", lines };
        if (line.type === "turn-end") break;
      }
      const reply = lines.findLast(({ type }) => type === "reply");
      return { ok: lines.at(-1)?.ok === true, reply: reply?.text ?? "", lines };
    },
  };
};
