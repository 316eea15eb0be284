import type { Socket } from "node:net";
import { z } from "zod";
import type { TurnEvent } from "../../conversation/index.ts";

// JSON lines over the chat socket. A line is one object; the client's first is `hello`.

/** What a client says. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    user: z.string().regex(/^[A-Za-z0-9_.@-]{1,64}$/, { error: "takes 1 to 64 of A-Z a-z 0-9 _ . @ -" }),
  }),
  z.object({
    type: z.literal("say"),
    text: z
      .string()
      .refine((text) => text.trim() !== "", { error: "must not be empty" })
      .max(16_000, { error: "takes at most 16000 characters" }),
  }),
  z.object({
    type: z.literal("press"),
    button: z.string().regex(/^[a-z0-9:_-]{1,40}$/, { error: "takes the id of a button" }),
  }),
  z.object({ type: z.literal("stop") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What the agent says: the events of turns as they are, and these. */
export type ServerMessage =
  | TurnEvent
  | { type: "welcome"; user: string; model: string }
  /** The turn is over; nothing more comes of it. With `secret`, what is said next is taken as a secret's value. */
  | { type: "turn-end"; turn: string; ok: boolean; secret?: true }
  /** A button was pressed. Without a turn nothing more comes of it. */
  | { type: "pressed"; toast: string; turn?: string }
  /** What the client sent was not taken. */
  | { type: "refused"; message: string };

/** The message in a line, or what is wrong with it, in a sentence. */
export function readClientMessage(line: string): ClientMessage | string {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return 'a line must be a JSON object such as {"type":"say","text":"help"}';
  }
  const parsed = ClientMessage.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".");
  return field === "type" || !field
    ? 'type must be "hello", "say", "press" or "stop"'
    : `${field}: ${issue?.message ?? "is not valid"}`;
}

const longestLine = 64 * 1024;

/**
 * The lines that come in over a socket. Ends when the other side hangs up.
 * @throws if a line is longer than 64 KiB where `bounded`
 */
export async function* readLines(socket: Socket, bounded: boolean): AsyncGenerator<string> {
  let rest = "";
  socket.setEncoding("utf8");
  for await (const chunk of socket) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield line;
    if (bounded && rest.length > longestLine) throw new Error("a line may have at most 64 KiB");
  }
}

/** Writes one message; a peer that has hung up does not matter. */
export function writeMessage(socket: Socket, message: ClientMessage | ServerMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}
