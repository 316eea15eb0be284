import { alignmentOf, BusFormatError, type Type, typesOf } from "./signature.ts";

/** A value as it comes: 64-bit numbers as bigint, bytes as a Buffer, structures and entries of dictionaries as arrays. */
export type Value = string | number | bigint | boolean | Buffer | readonly Value[];

const deepest = 64;
const text = new TextDecoder("utf-8", { fatal: true });

/** Reads values out of the bytes of a message, little-endian. It believes none of the lengths. */
export class Reader {
  readonly #bytes: Buffer;
  #at: number;
  #depth = 0;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** Values of the types of a signature. @throws BusFormatError */
  values(signature: string): Value[] {
    return typesOf(signature).map((type) => this.#value(type));
  }

  /** Goes to where a value of so many bytes begins; what is in between has to be zero. */
  align(to: number): void {
    const end = Math.ceil(this.#at / to) * to;
    while (this.#at < end) {
      if (this.#bytes[this.#take(1)] !== 0) throw new BusFormatError("padding is not zero");
    }
  }

  #take(length: number): number {
    const begin = this.#at;
    if (begin + length > this.#bytes.length) throw new BusFormatError("a message ends too early");
    this.#at = begin + length;
    return begin;
  }

  #value(type: Type): Value {
    this.align(alignmentOf(type));
    const bytes = this.#bytes;
    switch (type.code) {
      case "y":
        return bytes.readUInt8(this.#take(1));
      case "b": {
        const flag = bytes.readUInt32LE(this.#take(4));
        if (flag > 1) throw new BusFormatError("a yes or no is neither");
        return flag === 1;
      }
      case "n":
        return bytes.readInt16LE(this.#take(2));
      case "q":
        return bytes.readUInt16LE(this.#take(2));
      case "i":
        return bytes.readInt32LE(this.#take(4));
      case "u":
      case "h":
        return bytes.readUInt32LE(this.#take(4));
      case "x":
        return bytes.readBigInt64LE(this.#take(8));
      case "t":
        return bytes.readBigUInt64LE(this.#take(8));
      case "d":
        return bytes.readDoubleLE(this.#take(8));
      case "s":
      case "o":
        return this.#text(bytes.readUInt32LE(this.#take(4)));
      case "g":
        return this.#text(bytes.readUInt8(this.#take(1)));
      case "v":
        return this.#within(() => {
          const types = typesOf(this.#text(bytes.readUInt8(this.#take(1))));
          const [only] = types;
          if (only === undefined || types.length > 1)
            throw new BusFormatError("a variant is not of one type");
          return this.#value(only);
        });
      case "a":
        return this.#within(() => this.#array(type.of));
      case "(":
      case "{":
        return this.#within(() => type.fields.map((field) => this.#value(field)));
    }
  }

  #array(of: Type): Value {
    const length = this.#bytes.readUInt32LE(this.#take(4));
    this.align(alignmentOf(of));
    const begin = this.#at;
    if (of.code === "y") return this.#bytes.subarray(this.#take(length), begin + length);
    const end = begin + length;
    if (end > this.#bytes.length) throw new BusFormatError("an array is longer than its message");
    const items: Value[] = [];
    while (this.#at < end) items.push(this.#value(of));
    if (this.#at !== end) throw new BusFormatError("an array ends within a value");
    return items;
  }

  #text(length: number): string {
    const begin = this.#take(length + 1);
    const end = begin + length;
    if (this.#bytes[end] !== 0) throw new BusFormatError("a text has no end");
    const part = this.#bytes.subarray(begin, end);
    if (part.includes(0)) throw new BusFormatError("a text has an end in its middle");
    try {
      return text.decode(part);
    } catch {
      throw new BusFormatError("a text is not UTF-8");
    }
  }

  // Every value takes at least a byte but for what is empty: only depth could go on without end.
  #within<T>(read: () => T): T {
    if (++this.#depth > deepest) throw new BusFormatError("a message is too deep");
    const value = read();
    this.#depth--;
    return value;
  }
}
