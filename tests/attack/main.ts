// npm run attack -- [--only tenant|container] [--sample] [--markdown] [FILE…]
// Attacks the executor through the agent's socket, all of it: what npm test has a sample of, and the floods. Then the
// host and its containers from inside of one. With --sample only as much as npm test; with --markdown the tables in
// docs/security.md are written anew from what came of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { progressOn, reportFailure, up } from "@voxnix/sandbox";
import { z } from "zod";
import { writeToPage } from "./harness/page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    only: { type: "string" },
    sample: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

/** The tables, and the files that have their rows. */
const tables: Record<string, readonly string[]> = {
  tenant: ["tests/system/attack", "tests/attack/"],
  container: ["tests/system/isolation"],
};
const chosen = values.only === undefined ? Object.keys(tables) : [values.only];
const filters = positionals.length > 0 ? positionals : chosen.flatMap((name) => tables[name] ?? []);
if (filters.length === 0 || (values.markdown && positionals.length > 0)) {
  console.error(
    filters.length === 0
      ? `There is no table ${values.only}: it is one of ${Object.keys(tables).join(" and ")}.`
      : "A table is written as a whole: leave the files out, or say --only.",
  );
  process.exit(1);
}

try {
  await up({ progress: progressOn(process.stderr) });
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
const scratch = mkdtempSync(join(tmpdir(), "voxnix-attack-"));
const report = join(scratch, "report.json");
const { status } = spawnSync(
  join(root, "node_modules/.bin/vitest"),
  [
    "run",
    "--project",
    "attack",
    ...filters,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, VOXNIX_ATTACK: values.sample ? "sample" : "whole" } },
);

const Row = z.object({ what: z.string(), expected: z.string(), observed: z.string() });
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ meta: z.object({ attack: Row.optional() }) })),
    }),
  ),
});
const { testResults } = Report.parse(JSON.parse(readFileSync(report, "utf8")));
rmSync(scratch, { recursive: true });
const rows = testResults
  .map(({ name, assertionResults }) => ({
    file: name.slice(name.lastIndexOf("tests/")),
    found: assertionResults.flatMap(({ meta }) => meta.attack ?? []),
  }))
  .sort((a, b) => (a.file < b.file ? 1 : -1))
  .flatMap(({ file, found }) => found.map((row) => ({ file, ...row })));
const inCell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
for (const name of chosen) {
  const own = rows.filter(({ file }) => tables[name]?.some((start) => file.startsWith(start)));
  const sampled = values.sample && name === "tenant" ? "--sample " : "";
  const table = [
    "| attack | expected | observed | run again |",
    "|---|---|---|---|",
    ...own.map(
      ({ what, expected, observed, file }) =>
        `| ${inCell(what)} | ${inCell(expected)} | ${inCell(observed)} | \`npm run attack -- ${sampled}${file}\` |`,
    ),
  ];
  if (values.markdown) writeToPage(name, table);
  else if (own.length > 0) console.log(`\n${table.join("\n")}`);
}
process.exit(status ?? 1);
