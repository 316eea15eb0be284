/** A type of D-Bus's: a basic one by its letter, or what it is made of (D-Bus specification, "Type System"). */
export type Type =
  | { code: Basic | "v" }
  | { code: "a"; of: Type }
  | { code: "(" | "{"; fields: readonly Type[] };

const basic = ["y", "b", "n", "q", "i", "u", "x", "t", "d", "s", "o", "g", "h"] as const;
export type Basic = (typeof basic)[number];

/** Bytes that a message does not have, or that mean nothing. Whoever sent it does not speak D-Bus. */
export class BusFormatError extends Error {
  override readonly name = "BusFormatError";
}

const longest = 255;
const deepest = 32;
const known = new Map<string, readonly Type[]>();

/** The types that a signature lists, e.g. "sa{sv}". @throws BusFormatError */
export function typesOf(signature: string): readonly Type[] {
  const before = known.get(signature);
  if (before !== undefined) return before;
  if (signature.length > longest) throw new BusFormatError("a signature is too long");
  const types: Type[] = [];
  let at = 0;
  while (at < signature.length) {
    const { type, end } = readType(signature, at, 0);
    types.push(type);
    at = end;
  }
  // What the other side sends is not kept without end.
  if (known.size < 1_000) known.set(signature, types);
  return types;
}

function readType(signature: string, at: number, depth: number): { type: Type; end: number } {
  if (depth > deepest) throw new BusFormatError("a signature is too deep");
  const code = signature[at];
  if (code === "v") return { type: { code }, end: at + 1 };
  if (code === "a") {
    const { type, end } = readType(signature, at + 1, depth + 1);
    return { type: { code, of: type }, end };
  }
  if (code === "(") return readFields(signature, at, depth, code, ")");
  if (code === "{" && signature[at - 1] === "a") {
    const entry = readFields(signature, at, depth, code, "}");
    const [key] = entry.type.fields;
    if (entry.type.fields.length !== 2 || key === undefined || !isBasic(key.code)) {
      throw new BusFormatError("a dictionary has no key");
    }
    return entry;
  }
  if (isBasic(code)) return { type: { code }, end: at + 1 };
  throw new BusFormatError("a signature names no type");
}

function readFields<C extends "(" | "{">(
  signature: string,
  at: number,
  depth: number,
  code: C,
  close: string,
): { type: { code: C; fields: Type[] }; end: number } {
  const fields: Type[] = [];
  let next = at + 1;
  while (signature[next] !== close) {
    const { type, end } = readType(signature, next, depth + 1);
    fields.push(type);
    next = end;
  }
  if (fields.length === 0) throw new BusFormatError("a structure is empty");
  return { type: { code, fields }, end: next + 1 };
}

function isBasic(code: string | undefined): code is Basic {
  return basic.some((one) => one === code);
}

/** What a value of a type begins at a multiple of. */
export function alignmentOf({ code }: Type): number {
  return alignments[code];
}

const alignments: Record<Type["code"], number> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  s: 4,
  o: 4,
  h: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  "(": 8,
  "{": 8,
};
