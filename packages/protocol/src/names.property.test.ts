import fc from "fast-check";
import { expect, test } from "vitest";
import { VoxnixError } from "./errors.ts";
import { parseField } from "./fields.ts";
import { ContainerName, OwnerId, RequestId } from "./names.ts";
import { short } from "./short.ts";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."aA0-_.:/\0\n%$ü😀\ud800") }),
);

test("a name that is taken can be an interface, a folder and a unit as it is", () => {
  fc.assert(
    fc.property(text, (given) => {
      const { data } = ContainerName.safeParse(given);
      if (data === undefined) return;
      expect(data).toBe(given);
      expect(`vb-${data}`.length).toBeLessThanOrEqual(15);
      expect(encodeURIComponent(data)).toBe(data);
      expect(data).not.toMatch(/^-|-$|^\.|[/\0\s]/);
    }),
    { numRuns: 5_000 },
  );
});

test("an owner or a request id that is taken has no separator of paths, lines or words", () => {
  fc.assert(
    fc.property(text, (given) => {
      for (const rule of [OwnerId, RequestId]) {
        const { data } = rule.safeParse(given);
        if (data !== undefined) expect(data).not.toMatch(/[/\0\s'"$`\\]/);
      }
    }),
    { numRuns: 5_000 },
  );
});

test("whatever is refused is refused with field and rule, in a message of bearable length that is well-formed", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.anything()), (given) => {
      try {
        parseField("name", ContainerName, given, "NAME_INVALID");
      } catch (error) {
        if (!(error instanceof VoxnixError)) throw error;
        expect(error).toMatchObject({ reason: "NAME_INVALID", facts: { field: "name" } });
        expect(error.facts.rule).not.toBe("");
        expect(error.message.length).toBeLessThan(600);
        expect(error.message.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a shortened text is well-formed, begins as it did and is no longer than it may be", () => {
  fc.assert(
    fc.property(text, fc.nat(40), (given, bytes) => {
      const cut = short(given, bytes);
      expect(cut.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(Math.max(bytes, Buffer.byteLength(given)) + 3);
      if (cut.endsWith("…")) expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes + 3);
    }),
    { numRuns: 2_000 },
  );
});
