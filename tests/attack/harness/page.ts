import { fileURLToPath } from "node:url";
import { changeBetween } from "../../pages/between-marks.ts";

const page = fileURLToPath(new URL("../../../docs/security.md", import.meta.url));

/** Puts what a run gave between the marks of that name in docs/security.md. */
export function writeToPage(mark: string, lines: readonly string[]): void {
  changeBetween(page, mark, () => lines.join("\n"));
}
