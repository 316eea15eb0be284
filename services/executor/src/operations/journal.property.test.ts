import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLine } from "../audit/entry.ts";
import { parseEntry } from "../machines/logs.ts";
import { someRecord } from "../testing/record.ts";
import { readEntries } from "./journal.ts";

const operation = fc.constantFrom("op-1", "op-2", "__proto__", "");
const entry = fc.oneof(
  operation.map((id) => ({
    entry: "begin",
    ...{ operation: id, requestId: "", fingerprint: "", role: "tenant", atMs: 1 },
    ...{ kind: "CREATE", record: someRecord() },
  })),
  fc.record({
    entry: fc.constantFrom("step", "undo"),
    operation,
    step: fc.string({ unit: "binary" }),
    atMs: fc.nat(),
  }),
  operation.map((id) => ({
    entry: "end",
    ...{ operation: id, atMs: 2 },
    outcome: { result: "failed", reason: "CANCELLED", message: "", lines: [] },
  })),
);
const lines = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: entry.map((each) => JSON.stringify(each)) },
    fc.jsonValue().map((json) => JSON.stringify(json)),
    fc.string({ unit: "binary" }).map((text) => text.replaceAll("\n", "")),
  ),
  { maxLength: 30 },
);

test("a journal that a crash cut off anywhere tells what it told until there, and no more", () => {
  fc.assert(
    fc.property(lines, fc.nat(10_000), (each, cut) => {
      const text = each.map((line) => `\n${line}\n`).join("");
      const whole = [...readEntries(text).operations.values()];
      const left = readEntries(text.slice(0, cut % (text.length + 1)));
      for (const [index, { plan, steps, end }] of [...left.operations.values()].entries()) {
        expect(plan.id).toBe(whole[index]?.plan.id);
        // One that is begun again under the same id begins without steps.
        if (each.filter((line) => line.includes('"begin"')).length > whole.length) continue;
        expect(whole[index]?.steps.slice(0, steps.length)).toEqual(steps);
        if (end !== undefined) expect(whole[index]?.end).toBeDefined();
      }
    }),
    { numRuns: 1_000 },
  );
});

test("lines of any kind are read or passed over: by the journal, the audit log, and what reads containers' journals", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.jsonValue().map((json) => JSON.stringify(json)),
    fc
      .record({
        __REALTIME_TIMESTAMP: fc.oneof(fc.string(), fc.nat()),
        MESSAGE: fc.jsonValue(),
        PRIORITY: fc.jsonValue(),
        UNIT: fc.oneof(fc.array(fc.nat(300)), fc.string()),
      })
      .map((json) => JSON.stringify(json)),
  );
  fc.assert(
    fc.property(line, (text) => {
      readEntries(text);
      parseLine(text);
      for (const { timeMs, priority, text: said } of parseEntry(text)) {
        expect(Number.isFinite(timeMs)).toBe(true);
        expect(Number.isInteger(priority)).toBe(true);
        expect(said.length).toBeLessThanOrEqual(16_384);
      }
    }),
    { numRuns: 3_000 },
  );
});
