// Writes docs/modules.md from the modules' descriptions: npm run docs
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCatalogue } from "./catalogue.ts";
import { findNix } from "./nix.ts";
import { modulesPage } from "./page.ts";
import { pageFile } from "./page-checks.ts";
import { checkout } from "./setting.ts";

const scratch = mkdtempSync(join(tmpdir(), "voxnix-docs-"));
try {
  const nix = await findNix(scratch, [checkout, scratch]);
  writeFileSync(pageFile, modulesPage(await readCatalogue(nix)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
