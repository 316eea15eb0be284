import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directoryStorage } from "./directory.ts";

test("a copy is removed however deep the folders are that its container made", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-workspaces-"));
  const storage = directoryStorage(folder);
  await storage.make("dev");
  const steps = 'name=$(printf "%0100d" 0); for _ in $(seq 60); do mkdir "$name"; cd -P "$name"; done';
  execFileSync("bash", ["-c", `cd "$1"; ${steps}`, "-", storage.path("dev")]);
  await storage.putAside("dev", "trash-000000001-aaaa");
  await storage.removeCopy("trash-000000001-aaaa");
  expect(await storage.copies()).toEqual(new Set());
});
