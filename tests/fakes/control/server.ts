import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readBytes } from "./bytes.ts";
import { type Input, isObject } from "./input.ts";

/** One thing that a test can do to a fake: takes a JSON object, gives a JSON value. The signal ends with the client. */
export type Action = (input: Input, signal: AbortSignal) => unknown;

/** Where a fake listens. */
export interface Doors {
  /** TCP port on the loopback; 0 picks a free one. */
  readonly port: number;
  /** Path of a unix socket that answers as well: a way in for a test in another network. */
  readonly socket?: string;
}

/** The open doors of a fake. */
export interface Opened {
  /** The TCP port that was taken. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Serves a fake: `POST /control/<action>` runs an action for the test, all else goes to the fake itself.
 * A control request is answered `{ok: true, result}`, or `{ok: false, error}` when the test asked for nonsense.
 */
export const serve = async (
  doors: Doors,
  actions: Readonly<Record<string, Action>>,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Opened> => {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const control = /^\/control\/([a-z-]+)$/.exec(request.url ?? "")?.[1];
    void (control === undefined
      ? answer(request, response)
      : answerControl(actions, control, request, response));
  };
  const tcp = await listen(createServer(handle), { port: doors.port, host: "127.0.0.1" });
  const unix = doors.socket === undefined ? [] : [await listen(createServer(handle), { path: doors.socket })];
  const address = tcp.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : doors.port,
    close: async () => {
      await Promise.all([tcp, ...unix].map(close));
    },
  };
};

const answerControl = async (
  actions: Readonly<Record<string, Action>>,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const hungUp = new AbortController();
  response.on("close", () => hungUp.abort());
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  try {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw new Error(`no such action; there are ${Object.keys(actions).join(", ")}`);
    const bytes = await readBytes(request, 1024 * 1024);
    const input: unknown =
      bytes === undefined || bytes.length === 0 ? {} : JSON.parse(bytes.toString("utf8"));
    if (!isObject(input)) throw new Error("a control request takes a JSON object");
    reply(200, { ok: true, result: (await action(input, hungUp.signal)) ?? null });
  } catch (error) {
    reply(400, {
      ok: false,
      error: `/control/${name}: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
};

const listen = async (
  server: Server,
  where: { port: number; host: string } | { path: string },
): Promise<Server> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, resolve);
  });
  return server;
};

const close = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
