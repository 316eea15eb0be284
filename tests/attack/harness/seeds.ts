import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const folder = fileURLToPath(new URL("../seeds/", import.meta.url));

const Seed = z.object({
  /** E.g. "Containers.Create". */
  rpc: z.string(),
  /** The request's bytes in base64. */
  message: z.base64(),
  /** What it found when it was new, or what is special about it. */
  why: z.string(),
});
export type Seed = z.infer<typeof Seed>;

/** Requests that are worth being sent again: those that once found something, and the fuzz's points of departure. */
export function seeds(): (Seed & { file: string })[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ file, ...Seed.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))) }));
}

/** Keeps what found something in a folder, for a person to look at. */
export function keep(into: string, name: string, seed: Seed): void {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, `${name}.json`), `${JSON.stringify(seed, null, 2)}\n`);
}
