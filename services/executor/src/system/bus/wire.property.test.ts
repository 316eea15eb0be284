import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthOf, readMessage, writeCall } from "./message.ts";
import { Reader } from "./read.ts";
import { BusFormatError, typesOf } from "./signature.ts";
import { type Sent, Writer } from "./write.ts";

interface Sample {
  signature: string;
  value: Sent;
  /** As it is read again. */
  read: unknown;
}

const plain = <T extends Sent>(signature: string, values: fc.Arbitrary<T>): fc.Arbitrary<Sample> =>
  values.map((value) => ({ signature, value, read: value }));
const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));
const basic = fc.oneof(
  plain("b", fc.boolean()),
  plain("n", fc.integer({ min: -32_768, max: 32_767 })),
  plain("q", fc.integer({ min: 0, max: 65_535 })),
  plain("i", fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  plain("u", fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  plain("x", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  plain("t", fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  plain("d", fc.double({ noNaN: true })),
  plain("s", text),
  plain("o", text),
);

/** A value of any type, with the signature that it is sent by. */
const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    basic,
    tie("sample").map(({ signature, value, read }) => ({
      signature: "v",
      value: { signature, value },
      read,
    })),
    fc.tuple(tie("sample"), fc.integer({ min: 0, max: 3 })).map(([{ signature, value, read }, times]) => ({
      signature: `a${signature}`,
      value: Array.from({ length: times }, () => value),
      read: Array.from({ length: times }, () => read),
    })),
    fc.array(tie("sample"), { minLength: 1, maxLength: 4 }).map((fields) => ({
      signature: `(${fields.map(({ signature }) => signature).join("")})`,
      value: fields.map(({ value }) => value),
      read: fields.map(({ read }) => read),
    })),
    fc.tuple(basic, tie("sample")).map(([key, entry]) => ({
      signature: `a{${key.signature}${entry.signature}}`,
      value: [[key.value, entry.value]],
      read: [[key.read, entry.read]],
    })),
  ),
}));
const samples = fc
  .array(sample, { maxLength: 4 })
  .filter((all) => all.map(({ signature }) => signature).join("").length < 250);

test("whatever is written is read again as it was", () => {
  fc.assert(
    fc.property(samples, (all) => {
      const signature = all.map(({ signature: one }) => one).join("");
      const bytes = new Writer()
        .values(
          signature,
          all.map(({ value }) => value),
        )
        .bytes();
      const reader = new Reader(bytes);
      expect(reader.values(signature)).toEqual(all.map(({ read }) => read));
      expect(reader.at).toBe(bytes.length);
    }),
  );
});

/** Whatever it is given, it is read or refused, and never anything else. */
function readOrRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(BusFormatError);
  }
}

test("any bytes are values or are refused, and none are believed to be more than they are", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom("a{sv}", "aas", "v", "a(ssssssouso)", "ay", "t"),
      (bytes, signature) => readOrRefused(() => new Reader(Buffer.from(bytes)).values(signature)),
    ),
  );
});

test("any text is a signature or is refused", () => {
  const unit = fc.constantFrom(..."ybnqiuxtdsoghva(){}z\0");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 300 }), (signature) => readOrRefused(() => typesOf(signature))),
  );
});

test("a message with any byte changed is a message or is refused", () => {
  const call = writeCall(7, {
    path: "/org/freedesktop/systemd1",
    interface: "org.freedesktop.systemd1.Manager",
    member: "SetUnitProperties",
    signature: "sba(sv)",
    values: ["a.service", true, [["TasksMax", { signature: "t", value: 5n }]]],
  });
  expect(lengthOf(call)).toBe(call.length);
  fc.assert(
    fc.property(fc.nat({ max: call.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const changed = Buffer.from(call);
      changed[at] = byte;
      readOrRefused(() => {
        if (lengthOf(changed) === changed.length) readMessage(changed);
      });
    }),
    { numRuns: 2_000 },
  );
});

test("an array that says it is longer than its message is refused before anything is kept for it", () => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(0xffff_fff0);
  expect(() => new Reader(bytes).values("au")).toThrow("longer than its message");
});

test("what goes ever deeper is refused", () => {
  // A variant that holds a variant that holds …
  const bytes = Buffer.from("\u0001v\0".repeat(10_000), "latin1");
  expect(() => new Reader(bytes).values("v")).toThrow("too deep");
});
