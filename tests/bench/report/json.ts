import { readFileSync } from "node:fs";
import { z } from "zod";

const Run = z.object({
  machine: z.looseObject({ revision: z.string() }),
  rows: z.array(
    z.object({ name: z.string(), value: z.number(), unit: z.string(), spread: z.number(), n: z.number() }),
  ),
});
/** What a run wrote with --json, as far as another run reads it. */
export type WrittenRows = z.infer<typeof Run>;

export function readRun(file: string): WrittenRows {
  return Run.parse(JSON.parse(readFileSync(file, "utf8")));
}
