import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));

test("the generated types are those of proto/ as it stands (npm run generate)", () => {
  const scratch = mkdtempSync(join(tmpdir(), "voxnix-"));
  try {
    execFileSync(process.execPath, [here("../scripts/generate.ts"), join(scratch, "generated")]);
    expect(contents(here("generated"))).toEqual(contents(join(scratch, "generated")));
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
