import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "./catalogue.ts";
import { modulesPage } from "./page.ts";
import { checkout, type Setting } from "./setting.ts";
import type { Check } from "./table.ts";

export const pageFile = join(checkout, "docs/modules.md");

/** The page about the modules says what the modules say. */
export function pageChecks({ nix }: Setting): Check[] {
  return [
    [
      "docs/modules.md is current",
      async () => {
        const wanted = modulesPage(await readCatalogue(nix));
        const current = existsSync(pageFile) && readFileSync(pageFile, "utf8") === wanted;
        return { seconds: 0, peakMegabytes: 0, problem: current ? "" : "  it is not: npm run docs" };
      },
    ],
  ];
}
