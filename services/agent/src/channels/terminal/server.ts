import { chmodSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import type { Logger } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import type { Conversation, Delivery, Door } from "../../conversation/index.ts";
import type { OutboxMessage } from "../../store/index.ts";
import { type ClientMessage, readClientMessage, readLines, writeMessage } from "./wire.ts";

export interface TerminalParts {
  conversation: Conversation;
  socketPath: string;
  /** Shown in the greeting. */
  model: string;
  log: Logger;
}

/** The terminal channel, open. */
export interface TerminalChannel {
  close(): Promise<void>;
}

interface Client {
  readonly socket: Socket;
  chat: string | undefined;
  /** The turns that this client waits for, by id. */
  readonly turns: Set<string>;
}

/**
 * Opens the chat socket for terminal clients. Who can open the socket may speak as any terminal user:
 * its mode 0600 is the lock.
 */
export async function openTerminal(parts: TerminalParts): Promise<TerminalChannel> {
  const clients = new Set<Client>();
  parts.conversation.open("terminal", terminalDoor(clients, parts.conversation));
  const server = createServer((socket) => {
    const client: Client = { socket, chat: undefined, turns: new Set() };
    clients.add(client);
    socket.on("error", () => {});
    serveClient(parts, client)
      .catch((error) => writeMessage(socket, { type: "refused", message: String(error.message ?? error) }))
      .finally(() => {
        clients.delete(client);
        socket.end();
      });
  });
  await listen(server, parts.socketPath);
  return {
    async close() {
      for (const { socket } of clients) socket.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const { socket } of clients) socket.destroySoon();
      });
    },
  };
}

async function serveClient(parts: TerminalParts, client: Client): Promise<void> {
  for await (const line of readLines(client.socket, true)) {
    const message = readClientMessage(line);
    if (typeof message === "string") writeMessage(client.socket, { type: "refused", message });
    else takeMessage(parts, client, message);
  }
}

function takeMessage({ conversation, model }: TerminalParts, client: Client, message: ClientMessage): void {
  const { socket, chat } = client;
  if (message.type === "hello") {
    client.chat = `terminal:${message.user}`;
    writeMessage(socket, { type: "welcome", user: message.user, model });
    void conversation.listening(client.chat);
  } else if (chat === undefined) {
    writeMessage(socket, { type: "refused", message: 'say {"type":"hello","user":"…"} first' });
  } else if (message.type === "stop") {
    conversation.stop(chat);
  } else if (message.type === "press") {
    const pressed = conversation.press({ chat, owner: OwnerId.parse(chat), button: message.button });
    if (pressed.turn !== undefined) client.turns.add(pressed.turn.id);
    writeMessage(socket, {
      type: "pressed",
      toast: pressed.toast,
      ...(pressed.turn === undefined ? {} : { turn: pressed.turn.id }),
    });
  } else {
    const turn = conversation.say({ chat, owner: OwnerId.parse(chat), text: message.text });
    if (turn !== undefined) client.turns.add(turn.id);
    else
      writeMessage(socket, {
        type: "refused",
        message: "too much is waiting already; please let me catch up",
      });
  }
}

function terminalDoor(clients: ReadonlySet<Client>, conversation: Conversation): Door {
  return {
    show(turn, event) {
      for (const { turns, socket } of clients) if (turns.has(turn.id)) writeMessage(socket, event);
    },
    async deliver(message) {
      const listeners = [...clients].filter(({ chat, socket }) => chat === message.chat && socket.writable);
      const asker = listeners.find(({ turns }) => message.turn !== null && turns.has(message.turn));
      if (asker !== undefined && ["reply", "set-aside"].includes(message.kind))
        return endTurn(asker, message, conversation);
      const listener = asker ?? listeners[0];
      if (listener === undefined) return "later";
      const { turn, ok, text } = message;
      writeMessage(listener.socket, { type: "notice", turn: turn ?? "", ok, text, ...extrasOf(message) });
      return "said";
    },
  };
}

function endTurn({ socket, turns }: Client, message: OutboxMessage, conversation: Conversation): Delivery {
  const { chat, turn, ok, text } = message;
  if (turn === null) return "never";
  const secret = conversation.awaitsSecret({ chat, owner: OwnerId.parse(chat) });
  writeMessage(socket, { type: "reply", turn, ok, text, ...extrasOf(message) });
  writeMessage(socket, { type: "turn-end", turn, ok, ...(secret ? { secret } : {}) });
  turns.delete(turn);
  return "said";
}

function extrasOf({ buttons, files }: OutboxMessage) {
  return { ...(buttons.length > 0 ? { buttons } : {}), ...(files.length > 0 ? { files } : {}) };
}

// A socket file that nobody listens on is what a killed process left; one that answers is another agent's.
async function listen(server: Server, path: string): Promise<void> {
  if (await answers(path)) throw new Error(`Another agent listens on ${path} already.`);
  rmSync(path, { force: true });
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  chmodSync(path, 0o600);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(path);
    probe.once("connect", () => resolve(true));
    probe.once("error", () => resolve(false));
    probe.once("connect", () => probe.destroy());
  });
}
