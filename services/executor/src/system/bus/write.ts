import { alignmentOf, BusFormatError, type Type, typesOf } from "./signature.ts";

/** A value as it is sent; structures and entries of dictionaries are arrays. */
export type Sent = string | number | bigint | boolean | Variant | readonly Sent[];
export interface Variant {
  signature: string;
  value: Sent;
}

/** Writes values as the bytes of a message, little-endian. */
export class Writer {
  #parts: Buffer[] = [];
  #length = 0;

  /** Values of the types of a signature. @throws BusFormatError where they are not of these types */
  values(signature: string, values: readonly Sent[]): this {
    this.#fields(typesOf(signature), values);
    return this;
  }

  /** Goes to where a value of so many bytes begins. */
  align(to: number): this {
    const missing = Math.ceil(this.#length / to) * to - this.#length;
    if (missing > 0) this.#add(Buffer.alloc(missing));
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#length);
  }

  #add(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  #fields(types: readonly Type[], values: readonly Sent[]): void {
    if (types.length !== values.length) throw new BusFormatError(`${types.length} values are to be sent`);
    types.forEach((type, index) => {
      const value = values[index];
      if (value !== undefined) this.#value(type, value);
    });
  }

  #value(type: Type, value: Sent): void {
    this.align(alignmentOf(type));
    if (type.code === "b" && typeof value === "boolean") this.#number("u", value ? 1 : 0);
    else if (isText(type.code) && typeof value === "string" && isSendable(value))
      this.#text(type.code, value);
    else if (type.code === "v" && typeof value === "object" && "signature" in value) {
      this.#text("g", value.signature);
      this.#fields(typesOf(value.signature), [value.value]);
    } else if (type.code === "a" && Array.isArray(value)) this.#array(type.of, value);
    else if ("fields" in type && Array.isArray(value)) this.#fields(type.fields, value);
    else if (isNumber(type.code) && (typeof value === "number" || typeof value === "bigint")) {
      this.#number(type.code, value);
    } else throw new BusFormatError(`a value is not of the type ${type.code}`);
  }

  #number(code: Numeric, value: number | bigint): void {
    const { bytes, write } = numbers[code];
    const part = Buffer.alloc(bytes);
    try {
      write(part, value);
    } catch {
      throw new BusFormatError(`${value} is not of the type ${code}`);
    }
    this.#add(part);
  }

  #text(code: "s" | "o" | "g", value: string): void {
    const text = Buffer.from(`${value}\0`);
    this.#number(code === "g" ? "y" : "u", text.length - 1);
    this.#add(text);
  }

  // Its length counts from its first item on, which may begin after some padding.
  #array(of: Type, items: readonly Sent[]): void {
    const length = Buffer.alloc(4);
    this.#add(length);
    this.align(alignmentOf(of));
    const begin = this.#length;
    for (const item of items) this.#value(of, item);
    length.writeUInt32LE(this.#length - begin);
  }
}

const numbers = {
  y: { bytes: 1, write: (part: Buffer, value: number | bigint) => part.writeUInt8(Number(value)) },
  n: { bytes: 2, write: (part: Buffer, value: number | bigint) => part.writeInt16LE(Number(value)) },
  q: { bytes: 2, write: (part: Buffer, value: number | bigint) => part.writeUInt16LE(Number(value)) },
  i: { bytes: 4, write: (part: Buffer, value: number | bigint) => part.writeInt32LE(Number(value)) },
  u: { bytes: 4, write: (part: Buffer, value: number | bigint) => part.writeUInt32LE(Number(value)) },
  x: { bytes: 8, write: (part: Buffer, value: number | bigint) => part.writeBigInt64LE(BigInt(value)) },
  t: { bytes: 8, write: (part: Buffer, value: number | bigint) => part.writeBigUInt64LE(BigInt(value)) },
  d: { bytes: 8, write: (part: Buffer, value: number | bigint) => part.writeDoubleLE(Number(value)) },
};

type Numeric = keyof typeof numbers;

function isNumber(code: string): code is Numeric {
  return Object.hasOwn(numbers, code);
}

function isText(code: string): code is "s" | "o" | "g" {
  return code === "s" || code === "o" || code === "g";
}

function isSendable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
