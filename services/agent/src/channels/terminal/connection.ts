import { createConnection, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type ClientMessage, readLines, type ServerMessage, writeMessage } from "./wire.ts";

/** The agent could not be reached, or hung up. The message is for a person. */
export class AgentUnreachable extends Error {
  override readonly name = "AgentUnreachable";
}

/** How a turn ended. */
export interface Ending {
  /** False if it ended in an error. */
  readonly ok: boolean;
  /** What is said next is taken as a secret's value. */
  readonly secret: boolean;
}

/** A terminal client's connection to the agent. */
export interface AgentConnection {
  /** The model that answers, as the agent's greeting names it. */
  readonly model: string;
  send(message: ClientMessage): void;
  /**
   * Sends what the person said and passes on all that comes until the turn has ended.
   * @throws AgentUnreachable if the agent hangs up before that
   */
  say(text: string): Promise<Ending>;
  /** Presses a button, as `say` if a turn comes of it. */
  press(button: string): Promise<Ending>;
  close(): void;
}

/**
 * Connects and introduces the user.
 * @param patienceMs how long to wait for a socket that is not there: the agent may be just starting
 * @param onMessage gets everything that the agent says, from `welcome` on
 * @throws AgentUnreachable
 */
export async function connectAgent(
  socketPath: string,
  user: string,
  onMessage: (message: ServerMessage) => void,
  patienceMs = 5_000,
): Promise<AgentConnection> {
  const socket = await connect(socketPath, patienceMs);
  const welcomed = Promise.withResolvers<string>();
  let turn: PromiseWithResolvers<Ending> | undefined;
  const lost = (reason: string) => {
    const error = new AgentUnreachable(reason);
    welcomed.reject(error);
    turn?.reject(error);
  };
  // A refusal before the welcome is about the hello, one after it about what was said.
  let met = false;
  const receive = (message: ServerMessage) => {
    if (message.type === "refused" && !met) return lost(`The agent did not take that: ${message.message}`);
    onMessage(message);
    if (message.type === "welcome") {
      met = true;
      welcomed.resolve(message.model);
    }
    if (message.type === "turn-end") turn?.resolve({ ok: message.ok, secret: message.secret === true });
    if (message.type === "pressed" && message.turn === undefined) turn?.resolve({ ok: true, secret: false });
    if (message.type === "refused") turn?.resolve({ ok: false, secret: false });
  };
  void readMessages(socket, receive).finally(() =>
    lost("The agent hung up. It may be restarting; see: journalctl -u voxnix-agent"),
  );
  writeMessage(socket, { type: "hello", user });
  const model = await welcomed.promise.finally(() => met || socket.destroy());
  const ask = (message: ClientMessage) => {
    turn = Promise.withResolvers<Ending>();
    if (!socket.writable) lost("The agent hung up.");
    writeMessage(socket, message);
    return turn.promise;
  };
  return {
    model,
    send: (message) => writeMessage(socket, message),
    say: (text) => ask({ type: "say", text }),
    press: (button) => ask({ type: "press", button }),
    close: () => socket.destroy(),
  };
}

async function readMessages(socket: Socket, receive: (message: ServerMessage) => void): Promise<void> {
  try {
    // What our own agent writes is trusted to be what wire.ts says.
    for await (const line of readLines(socket, false)) receive(JSON.parse(line));
  } catch {
    // A cut connection ends like one that was closed.
  }
}

async function connect(path: string, patienceMs: number): Promise<Socket> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await tryConnect(path);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      const starting = code === "ENOENT" || code === "ECONNREFUSED";
      if (starting && performance.now() < deadline) await pause(100);
      else throw new AgentUnreachable(reasonFor(path, code), { cause: error });
    }
  }
}

function tryConnect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once("connect", () => resolve(socket.off("error", reject).on("error", () => {})));
    socket.once("error", reject);
  });
}

function reasonFor(path: string, code: unknown): string {
  if (code === "EACCES") return `You may not open ${path}: it belongs to the agent's user. Try as root.`;
  if (code === "ENOENT")
    return `There is no agent at ${path}. Is it running? See: systemctl status voxnix-agent`;
  if (code === "ECONNREFUSED") return `The agent does not answer at ${path}. See: journalctl -u voxnix-agent`;
  return `The agent at ${path} could not be reached (${String(code)}).`;
}
