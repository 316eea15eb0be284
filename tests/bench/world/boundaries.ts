import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CODE, sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";
import { withExecutorSettings } from "./executor-settings.ts";

/** A step of an operation, or a program that the executor ran. Times are Unix milliseconds, with fractions. */
export interface Lasted {
  readonly kind: "step" | "program";
  /** The name of the step, or of the program without its folder. */
  readonly name: string;
  readonly operation: string;
  readonly begunMs: number;
  readonly endedMs: number;
}

const Boundary = z.object({
  ms: z.number(),
  boundary: z.enum(["step", "command"]),
  at: z.string(),
  step: z.string().optional(),
  operation: z.string().optional(),
  program: z.string().optional(),
  args: z.array(z.string()).optional(),
});
type Boundary = z.infer<typeof Boundary>;

const preload = `${CODE}/tests/bench/appliance/note-boundaries.ts`;
const file = () => join(sandboxPaths().root, "var/lib/voxnix/home/bench-boundaries.jsonl");

/** Lets the executor note what it does while `work` goes on. `lasted` gives what ended since it was last asked. */
export function withBoundaries<T>(
  settings: Readonly<Record<string, string>>,
  work: (lasted: () => Lasted[]) => Promise<T>,
): Promise<T> {
  rmSync(file(), { force: true });
  let read = 0;
  const lasted = (): Lasted[] => {
    if (!existsSync(file())) return [];
    const lines = readFileSync(file(), "utf8").split("\n").filter(Boolean);
    const fresh = lines.slice(read).map((line) => Boundary.parse(JSON.parse(line)));
    read = lines.length;
    return paired(fresh);
  };
  return withExecutorSettings({ ...settings, NODE_OPTIONS: `--import=${preload}` }, () => work(lasted));
}

function paired(boundaries: readonly Boundary[]): Lasted[] {
  const begun = new Map<string, Boundary[]>();
  const lasted: Lasted[] = [];
  for (const boundary of boundaries) {
    const key = JSON.stringify([boundary.step, boundary.operation, boundary.program, boundary.args]);
    if (boundary.at === "before") begun.set(key, [...(begun.get(key) ?? []), boundary]);
    const before = boundary.at === "after" ? begun.get(key)?.shift() : undefined;
    if (before === undefined) continue;
    lasted.push({
      kind: boundary.boundary === "step" ? "step" : "program",
      name: boundary.step ?? boundary.program?.split("/").at(-1) ?? "",
      operation: boundary.operation ?? "",
      begunMs: before.ms,
      endedMs: boundary.ms,
    });
  }
  return lasted;
}

/** How long at least one of these was under way, in milliseconds. */
export function together(lasted: readonly Lasted[]): number {
  let total = 0;
  let until = 0;
  for (const { begunMs, endedMs } of lasted.toSorted((a, b) => a.begunMs - b.begunMs)) {
    total += Math.max(0, endedMs - Math.max(begunMs, until));
    until = Math.max(until, endedMs);
  }
  return total;
}
