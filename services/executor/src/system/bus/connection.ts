import { createConnection, type Socket } from "node:net";
import { type Call, lengthOf, type Message, readMessage, writeCall } from "./message.ts";
import type { Value } from "./read.ts";

/** The other side said no. `name` as D-Bus has it, e.g. "org.freedesktop.systemd1.NoSuchUnit". */
export class BusError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The connection is not there, or broke before the answer came: what was asked for may have been done or not. */
export class BusGoneError extends Error {
  override readonly name = "BusGoneError";
}

export type Signal = Extract<Message, { type: "signal" }>;

/** A connection to a program that speaks D-Bus, with no bus in between. */
export interface Connection {
  /** The answer to a call. @throws BusError, BusGoneError */
  call(call: Call, timeoutMs?: number): Promise<Value[]>;
  close(): void;
}

export interface ConnectionEvents {
  onSignal(signal: Signal): void;
  /** It broke, or the other side closed it; told once. */
  onGone(): void;
}

const patienceMs = 15_000;
const longestGreeting = 1_024;

/** Connects and says who we are, which the kernel confirms (D-Bus specification, "EXTERNAL"). @throws BusGoneError */
export async function connectBus(path: string, events: ConnectionEvents): Promise<Connection> {
  const socket = createConnection({ path });
  const waiting = new Map<number, { resolve: (values: Value[]) => void; reject: (error: Error) => void }>();
  const greeted = Promise.withResolvers<void>();
  let [serial, begun, gone] = [0, false, false];
  let unread: Buffer = Buffer.alloc(0);

  const end = (why: string) => {
    if (gone) return;
    gone = true;
    socket.destroy();
    clearTimeout(late);
    const error = new BusGoneError(`${path}: ${why}`);
    greeted.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (begun) events.onGone();
  };
  const late = setTimeout(() => end("it does not answer"), patienceMs);

  const take = (message: Message) => {
    if (message.type === "signal") return events.onSignal(message);
    if (message.type === "call") return;
    const call = waiting.get(message.replyTo);
    waiting.delete(message.replyTo);
    if (message.type === "return") call?.resolve(message.values);
    else call?.reject(new BusError(message.name, message.text || message.name));
  };

  socket.on("error", (error) => end(error.message));
  socket.on("close", () => end("it was closed"));
  socket.on("data", (part: Buffer) => {
    unread = unread.length === 0 ? part : Buffer.concat([unread, part]);
    try {
      if (!begun) {
        const line = unread.indexOf("\r\n");
        if (line < 0 && unread.length < longestGreeting) return;
        if (!/^OK [0-9a-f]*$/.test(unread.toString("latin1", 0, Math.max(0, line))))
          return end("it refused us");
        unread = unread.subarray(line + 2);
        begun = true;
        clearTimeout(late);
        greeted.resolve();
      }
      for (;;) {
        const length = lengthOf(unread);
        if (length === undefined || unread.length < length) break;
        take(readMessage(unread.subarray(0, length)));
        unread = unread.subarray(length);
      }
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  });

  socket.write(`\0AUTH EXTERNAL ${identity()}\r\nBEGIN\r\n`);
  await greeted.promise;
  return {
    call(call, timeoutMs = patienceMs) {
      const { promise, resolve, reject } = Promise.withResolvers<Value[]>();
      if (gone) return Promise.reject(new BusGoneError(`${path}: it was closed`));
      serial = (serial % 0xffff_ffff) + 1;
      const own = serial;
      const timer = setTimeout(() => {
        waiting.delete(own);
        reject(new BusGoneError(`${call.member}: no answer within ${timeoutMs / 1_000} s`));
      }, timeoutMs);
      const ended =
        <T>(settle: (with_: T) => void) =>
        (result: T) => {
          clearTimeout(timer);
          settle(result);
        };
      waiting.set(own, { resolve: ended(resolve), reject: ended(reject) });
      send(socket, writeCall(own, call));
      return promise;
    },
    close: () => end("it was closed"),
  };
}

function send(socket: Socket, bytes: Buffer): void {
  socket.write(bytes);
}

// The user id in decimal, each letter of it in hex.
function identity(): string {
  return Buffer.from(String(process.getuid?.() ?? 0)).toString("hex");
}
