import { fileURLToPath } from "node:url";
import { table, writeRow } from "../../pages/table.ts";
import { hogs } from "./hogs.ts";
import type { Row } from "./run.ts";

const page = fileURLToPath(new URL("../../../docs/security.md", import.meta.url));
const head = ["attack", "expected", "observed", "host and neighbour answered", "run again"];

/** A run as a table for people. */
export const summary = (rows: readonly Row[]): string => table(head, rows.map(rowOf));

/** Puts what a hog got into its row of docs/security.md. */
export function writeHog(row: Row): void {
  writeRow(page, "limits", { head, names: hogs.map(({ name }) => name), row: rowOf(row) });
}

const rowOf = ({ hog, observed, meanwhile, problems }: Row): string[] => [
  hog.name,
  hog.expected,
  problems.length === 0 ? observed : `${observed}; **not held**: ${problems.join("; ")}`,
  meanwhile,
  `\`npm run test:vm -- --limits --only "${hog.name}"\``,
];
