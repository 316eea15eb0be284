import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import { connect as dial } from "node:net";
import { z } from "zod";
import { messageType } from "./surface.ts";

/** How a call ended, seen from the wire. */
export interface Answer {
  /** The gRPC status; undefined where none came. */
  readonly status: number | undefined;
  /** voxnix's reason; empty where the answer carries none. */
  readonly reason: string;
  readonly message: string;
  /** Of HTTP/2, why the stream was closed; 0 for nothing special. */
  readonly code: number;
  /** What came of the answer, frames and all. */
  readonly bytes: Buffer;
  /** `lost`: the executor, or the connection, went away in the middle. */
  readonly ended: "answered" | "hung up" | "lost";
}

export interface Asking {
  /** Milliseconds after which a stream that goes on is hung up; an answer is waited for up to `patienceMs`. */
  readonly readMs?: number;
  readonly patienceMs?: number;
  readonly headers?: Record<string, string>;
}

/** A client of the executor's socket that is not bound to send what is right: it speaks HTTP/2 and nothing more. */
export class RawDoor {
  readonly #path: string;
  #session: ClientHttp2Session | undefined;
  /** How often a connection was closed by the other side and another was made. */
  renewed = 0;

  constructor(socketPath: string) {
    this.#path = socketPath;
  }

  /** The HTTP/2 session, begun anew where the last one ended. */
  session(): ClientHttp2Session {
    if (this.#session !== undefined && !this.#session.closed && !this.#session.destroyed)
      return this.#session;
    if (this.#session !== undefined) this.renewed++;
    const session = connect("http://executor", {
      createConnection: () => dial(this.#path),
      // As gRPC's clients have it. What was not sent yet when its call ended Node counts as waiting for as long as the
      // connection lasts, and beyond this limit (10 MB otherwise) it turns answers away itself (ENHANCE_YOUR_CALM).
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
    });
    // Each stream learns of it by itself.
    session.on("error", () => undefined);
    this.#session = session;
    return session;
  }

  /** Opens a call and sends nothing but its headers. */
  open(path: string, headers: Record<string, string> = {}): ClientHttp2Stream {
    return this.session().request(
      { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers", ...headers },
      { endStream: false },
    );
  }

  /** Sends one request, whatever its bytes are, and reads the answer. */
  call(path: string, message: Uint8Array, asking: Asking = {}): Promise<Answer> {
    const stream = this.open(path, asking.headers);
    const answer = answerOf(stream, asking);
    stream.end(framed(message));
    return answer;
  }

  close(): void {
    this.#session?.destroy();
  }
}

/** A message as gRPC frames it: a flag and its length before it. */
export function framed(message: Uint8Array, flag = 0, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** Reads what comes on a stream until it ends. */
export function answerOf(
  stream: ClientHttp2Stream,
  { readMs = 1_500, patienceMs = 60_000 }: Asking = {},
): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const pieces: Buffer[] = [];
  let told = new Map<string, unknown>();
  let hungUp = false;
  const hangUp = () => {
    hungUp = true;
    stream.close(constants.NGHTTP2_CANCEL);
  };
  const impatient = setTimeout(hangUp, patienceMs);
  let reading: NodeJS.Timeout | undefined;
  stream.on("response", (headers) => {
    told = new Map(Object.entries(headers));
    reading = setTimeout(hangUp, readMs);
  });
  stream.on("trailers", (headers) => {
    told = new Map(Object.entries(headers));
  });
  stream.on("data", (piece: Buffer) => pieces.push(piece));
  stream.on("error", () => undefined);
  stream.on("close", () => {
    clearTimeout(impatient);
    clearTimeout(reading);
    const status = z.coerce.number().optional().parse(told.get("grpc-status"));
    const { reason, message } = detailOf(told.get("grpc-status-details-bin"));
    const ended = status !== undefined ? "answered" : hungUp ? "hung up" : "lost";
    const said = message || decodeURI(String(told.get("grpc-message") ?? `code ${stream.rstCode} of HTTP/2`));
    const code = stream.rstCode ?? 0;
    resolve({ status, reason, message: said, code, bytes: Buffer.concat(pieces), ended });
  });
  return promise;
}

// google.rpc.Status { details = 3: Any { value = 2: ErrorDetail } }, found without the other half's code.
function detailOf(packed: unknown): { reason: string; message: string } {
  if (typeof packed !== "string") return { reason: "", message: "" };
  const status = fieldsOf(Buffer.from(packed, "base64"));
  const any = fieldsOf(status.get(3) ?? Buffer.alloc(0));
  const type = messageType("ErrorDetail");
  const detail = type.toObject(type.decode(any.get(2) ?? Buffer.alloc(0)), { enums: String, defaults: true });
  return { reason: String(detail.reason), message: String(detail.message) };
}

// The length-delimited fields of a message whose others are varints.
function fieldsOf(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const length = varint();
    if ((key & 7) !== 2) continue;
    fields.set(key >>> 3, bytes.subarray(at, at + length));
    at += length;
  }
  return fields;
}
