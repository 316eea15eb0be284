import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeRow } from "./table.ts";

let folder = "";
let page = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-page-"));
  page = join(folder, "page.md");
  writeFileSync(page, "Before.\n\n<!-- fates: begin -->\n<!-- fates: end -->\n\nBehind.\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const head = ["fault", "observed"];
const write = (row: string[], names = ["a", "b", "c"]) => writeRow(page, "fates", { head, names, row });
const rows = () =>
  readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"));

it("a row has its place in the order of names, whenever it was written", () => {
  write(["c", "3"]);
  write(["a", "1"]);
  expect(rows()).toEqual(["| fault | observed |", "| --- | --- |", "| a | 1 |", "| c | 3 |"]);
  expect(readFileSync(page, "utf8")).toMatch(
    /^Before\.\n\n<!-- fates: begin -->\n\|[\s\S]*\|\n<!-- fates: end -->\n\nBehind\.\n$/,
  );
});

it("a row of another run is replaced by the same one's, and taken away when there is no such fault any more", () => {
  write(["a", "1"]);
  write(["b", "2"]);
  write(["b", "two\n| 2"]);
  expect(rows().slice(2)).toEqual(["| a | 1 |", "| b | two \\| 2 |"]);
  write(["c", "3"], ["b", "c"]);
  expect(rows().slice(2)).toEqual(["| b | two \\| 2 |", "| c | 3 |"]);
});

it("a page without such marks is told of", () => {
  expect(() => writeRow(page, "others", { head, names: ["a"], row: ["a", "1"] })).toThrow(
    "page.md has no place for it: <!-- others: begin -->",
  );
});
