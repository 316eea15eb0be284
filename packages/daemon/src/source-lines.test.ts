import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readMappings, writeMappings } from "./mappings.ts";

const folder = mkdtempSync(join(tmpdir(), "voxnix-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

const made = 'function fail() { throw new TypeError("so"); }\nawait null;\nfail();\n';

/** What Node says of a crash in a made file, with that source map beside it. */
function crash(name: string, map: string | undefined): Promise<string> {
  const dist = join(folder, name, "dist");
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "main.mjs"), made);
  if (map !== undefined) writeFileSync(join(dist, "main.mjs.map"), map);
  const program = `
    import { nameSourceLines } from ${JSON.stringify(join(import.meta.dirname, "source-lines.ts"))};
    nameSourceLines();
    await import(${JSON.stringify(join(dist, "main.mjs"))});`;
  return new Promise((resolve) => {
    const args = ["--input-type=module", "--eval", program];
    execFile(process.execPath, args, (_error, _stdout, stderr) => resolve(stderr));
  });
}

test("a crash is told by the files and lines of the sources", async () => {
  const mappings = writeMappings([
    [
      { column: 0, source: 0, line: 6 },
      { column: 18, source: 0, line: 7 },
    ],
    [],
    [{ column: 0, source: 1, line: 41 }],
  ]);
  const map = JSON.stringify({
    version: 3,
    sources: ["../src/fail.ts", "../src/main.ts"],
    names: [],
    mappings,
  });
  const said = await crash("mapped", map);
  expect(said).toContain(`TypeError: so\n    at fail (${folder}/mapped/src/fail.ts:8)`);
  expect(said).toContain(`at ${folder}/mapped/src/main.ts:42`);
});

test.each([undefined, "{}", "not JSON"])(
  "with the source map %j the places stay what they are",
  async (map) => {
    expect(await crash(`map-${map?.length}`, map)).toMatch(/at fail \(\/.*\/dist\/main\.mjs:1:25\)/);
  },
);

test("mappings are read as they were written", () => {
  const lines = [[{ column: 3, source: 2, line: 70_000 }], [], [{ column: 0, source: 0, line: 0 }]];
  expect([...readMappings(writeMappings(lines))]).toEqual(lines);
});
