import { expect, it } from "vitest";
import { budgets } from "../budgets.ts";
import { countRow, medianRow } from "../row.ts";
import { sections } from "../sections/index.ts";
import { merged } from "./json.ts";
import { filled } from "./markdown.ts";
import { picturesOf } from "./pictures.ts";
import { ticks } from "./svg/axis.ts";
import { growth } from "./svg/lines.ts";
import { figure, rowLine } from "./text.ts";

it("has for every promise a section that measures it", () => {
  const rows = sections.flatMap((section) => section.rows);
  for (const { row } of budgets) expect(rows).toContain(row);
});

it("writes between its markers and leaves the words around them", () => {
  const page = "before\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nafter\n";
  expect(filled(page, "x", "new")).toBe("before\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nafter\n");
  expect(() => filled(page, "y", "new")).toThrow("no place for <!-- bench:y -->");
});

it("draws what was measured, and nothing of what was not", () => {
  const rows = [
    medianRow("stop.ms", "ms", [10, 11, 12]),
    medianRow("stop.bare-extra-container-ms", "ms", [9, 10]),
    medianRow("create.known-image.stage.boot-ms", "ms", [200]),
  ];
  const pictures = picturesOf({ rows, skips: [], curves: [] });
  expect([...pictures.keys()]).toEqual(["changes.svg", "stages.svg"]);
  expect(pictures.get("changes.svg")).toContain(">stop<");
  expect(pictures.get("changes.svg")).not.toContain(">start<");
});

it("keeps words with signs of XML in them whole", () => {
  const lines = [{ label: "a < b & c", points: [[1, 2] as const] }];
  const pictures = picturesOf({
    rows: [],
    skips: [],
    curves: [
      {
        name: "odd",
        title: "odd",
        size: "n",
        unit: "ms",
        lines: lines.map((one) => ({ ...one, points: [...one.points] })),
      },
    ],
  });
  expect(pictures.get("odd.svg")).toContain("a &lt; b &amp; c");
});

it("has round numbers beside an axis, up to the largest value", () => {
  expect(ticks(473)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(ticks(0.7).at(-1)).toBeGreaterThanOrEqual(0.7);
  expect(ticks(0)).toEqual([0, 1]);
});

it("calls growth by its name", () => {
  const grows = (power: number) => [10, 100, 1_000].map((size) => [size, size ** power] as const);
  expect(growth(grows(0))).toBe("nearly flat");
  expect(growth(grows(0.5))).toBe("less than linear");
  expect(growth(grows(1))).toBe("linear");
  expect(growth(grows(2))).toBe("worse than linear (size^2.0)");
});

it("says in a line what was promised and whether it is kept", () => {
  expect(rowLine(countRow("create.known-image.evaluations", 2))).toMatch(/^✗ .* 2 count, n 1 \(budget 0\)$/);
  expect(rowLine(countRow("create.known-image.evaluations", 0))).toMatch(/^✓/);
  expect(figure(1234.5)).toBe("1,235");
  expect(figure(12.345)).toBe("12.3");
});

it("takes the rows of a later run in place of those of an earlier one, and no skip that was made up for", () => {
  const facts = {
    revision: "1",
    node: "",
    kernel: "",
    cpu: "",
    cores: 2,
    memoryMb: 1,
    load: 0,
    date: "",
    extraContainer: "",
  };
  const one = (rows: ReturnType<typeof countRow>[], skips: { name: string; reason: string }[]) => ({
    machine: facts,
    quick: false,
    results: { rows, skips, curves: [] },
  });
  const first = one([countRow("a", 1), countRow("b", 2)], [{ name: "c", reason: "broke off" }]);
  const second = one([countRow("b", 3), countRow("c", 4)], []);
  const { rows, skips } = merged(first, second).results;
  expect(rows.map(({ name, value }) => [name, value])).toEqual([
    ["a", 1],
    ["b", 3],
    ["c", 4],
  ]);
  expect(skips).toEqual([]);
});
