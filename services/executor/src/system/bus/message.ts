import { Reader, type Value } from "./read.ts";
import { BusFormatError } from "./signature.ts";
import { type Sent, Writer } from "./write.ts";

/** A call of a method, as it is asked for. */
export interface Call {
  path: string;
  interface: string;
  member: string;
  /** Of the arguments, e.g. "ss". */
  signature: string;
  values: readonly Sent[];
}

/** A message that came. */
export type Message =
  | { type: "return"; replyTo: number; values: Value[] }
  /** `name` as D-Bus has it, e.g. "org.freedesktop.systemd1.NoSuchUnit". */
  | { type: "error"; replyTo: number; name: string; text: string }
  | { type: "signal"; path: string; interface: string; member: string; values: Value[] }
  /** Somebody calls us: there is nothing to be called. */
  | { type: "call" };

const types = { call: 1, return: 2, error: 3, signal: 4 } as const;
const headers = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, signature: 8 } as const;
const fixedHeader = 16;
/** The specification has 128 MiB; systemd's longest answer about a host is some hundred bytes for each unit. */
const longest = 16 * 1024 * 1024;

/** The bytes of a call (D-Bus specification, "Message Format"). */
export function writeCall(serial: number, call: Call): Buffer {
  const body = new Writer().values(call.signature, call.values).bytes();
  const fields: Sent[] = [
    [headers.path, { signature: "o", value: call.path }],
    [headers.interface, { signature: "s", value: call.interface }],
    [headers.member, { signature: "s", value: call.member }],
    ...(call.signature === "" ? [] : [[headers.signature, { signature: "g", value: call.signature }]]),
  ];
  const header = new Writer()
    .values("yyyyuua(yv)", ["l".charCodeAt(0), types.call, 0, 1, body.length, serial, fields])
    .align(8);
  return Buffer.concat([header.bytes(), body]);
}

/** How many bytes a message has that begins with these; undefined if that cannot be said yet. @throws BusFormatError */
export function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < fixedHeader) return undefined;
  // Both ends of the socket are on one machine, and Node runs on no big-endian one that systemd does.
  if (bytes[0] !== "l".charCodeAt(0) || bytes[3] !== 1) throw new BusFormatError("this is no message");
  const length = Math.ceil((fixedHeader + bytes.readUInt32LE(12)) / 8) * 8 + bytes.readUInt32LE(4);
  if (length > longest) throw new BusFormatError("a message is too long");
  return length;
}

/** A whole message. @throws BusFormatError */
export function readMessage(bytes: Buffer): Message {
  const reader = new Reader(bytes);
  const [, type, , , bodyLength, , fields] = reader.values("yyyyuua(yv)");
  reader.align(8);
  if (typeof bodyLength !== "number" || reader.at + bodyLength !== bytes.length) {
    throw new BusFormatError("a message has another length than it says");
  }
  const field = (code: number): Value | undefined => {
    if (!Array.isArray(fields)) return undefined;
    const found: Value = fields.find((each: Value) => Array.isArray(each) && each[0] === code) ?? [];
    return Array.isArray(found) ? found[1] : undefined;
  };
  const signature = field(headers.signature) ?? "";
  const values = reader.values(text(signature));
  if (reader.at !== bytes.length) throw new BusFormatError("a message has bytes left over");
  switch (type) {
    case types.return:
      return { type: "return", replyTo: number(field(headers.replySerial)), values };
    case types.error: {
      const [said] = values;
      return {
        type: "error",
        replyTo: number(field(headers.replySerial)),
        name: text(field(headers.errorName)),
        text: typeof said === "string" ? said : "",
      };
    }
    case types.signal:
      return {
        type: "signal",
        path: text(field(headers.path)),
        interface: text(field(headers.interface)),
        member: text(field(headers.member)),
        values,
      };
    case types.call:
      return { type: "call" };
    default:
      throw new BusFormatError("a message is of no type");
  }
}

function text(value: Value | undefined): string {
  if (typeof value !== "string") throw new BusFormatError("a header is no text");
  return value;
}

function number(value: Value | undefined): number {
  if (typeof value !== "number") throw new BusFormatError("a header is no number");
  return value;
}
