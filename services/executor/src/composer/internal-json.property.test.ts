import fc from "fast-check";
import { expect, test } from "vitest";
import { internalJson } from "./internal-json.ts";

const id = fc.oneof(fc.nat(5), fc.constantFrom(2 ** 53, 18446744073709552000), fc.string());
const field = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.constant("/nix/store/x.drv"),
  fc.constant(null),
);
const message = fc.oneof(
  fc.record({
    action: fc.constantFrom("start", "stop", "result", "msg", "else"),
    id,
    type: fc.constantFrom(100, 101, 103, 104, 105, 106, 107, 108, -1),
    text: fc.string({ unit: "binary" }),
    level: fc.integer({ min: -1, max: 8 }),
    msg: fc.string({ unit: "binary" }),
    fields: fc.array(field),
  }),
  fc.jsonValue(),
);
const line = fc.oneof(
  message.map((json) => `@nix ${JSON.stringify(json)}`),
  fc.string({ unit: "binary" }),
  fc.constant("@nix {"),
);

/** What is told when the text comes in these pieces. */
function told(pieces: readonly string[]): unknown[] {
  const heard: unknown[] = [];
  const read = internalJson({
    progress: (progress) => heard.push(progress),
    log: (source, text) => heard.push([source, text]),
    error: (text) => heard.push(text),
  });
  for (const piece of pieces) read(piece);
  return heard;
}

test("whatever Nix prints, in whatever pieces it comes, is read the same and without a defect", () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.array(fc.nat(2_000), { maxLength: 10 }),
      (lines, cuts) => {
        const text = `${lines.join("\n")}\n`;
        const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const whole = told([text]);
        expect(told(pieces)).toEqual(whole);
        // It goes on to chats and logs.
        for (const each of whole) expect(JSON.stringify(each)).not.toMatch(/\\u00(0[0-8bce]|1)/);
      },
    ),
    { numRuns: 1_000 },
  );
});
