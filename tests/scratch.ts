import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder for the whole run: what tests put into it does not stay on the machine. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
