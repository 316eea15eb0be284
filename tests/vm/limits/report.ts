import { fileURLToPath } from "node:url";
import { table, writeBetween } from "../page.ts";
import type { Row } from "./run.ts";

const page = fileURLToPath(new URL("../../../docs/security.md", import.meta.url));

/** The run as a table for people. */
export function summary(rows: readonly Row[]): string {
  return table(
    ["attack", "expected", "observed", "host and neighbour answered", "run again"],
    rows.map(({ hog, observed, meanwhile, problems }) => [
      hog.name,
      hog.expected,
      problems.length === 0 ? observed : `${observed}; **not held**: ${problems.join("; ")}`,
      meanwhile,
      `\`npm run test:vm -- --limits --only "${hog.name}"\``,
    ]),
  );
}

/** Puts the table between its marks in docs/security.md. */
export function writeSection(rows: readonly Row[]): void {
  writeBetween(page, "limits", summary(rows));
}
