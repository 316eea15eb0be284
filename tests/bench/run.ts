import type { Row } from "./row.ts";
import type { Bench, Results, Section } from "./section.ts";
import type { World } from "./world/world.ts";

export interface RunOptions {
  readonly quick: boolean;
  /** Prefixes of row names; all rows if there are none. */
  readonly only: readonly string[];
  readonly tell: (text: string) => void;
  readonly told: (row: Row) => void;
}

// Since the process began: what is begun before that is over soon after.
const quickMs = 200_000;

/** The sections that can hand in a row that somebody asked for. */
export function chosen(sections: readonly Section[], only: readonly string[]): Section[] {
  return sections.filter(({ rows }) => rows.some((row) => asked(row, only)));
}

/** Runs sections one after the other. One that breaks is told and costs its own rows alone. */
export async function run(world: World, sections: readonly Section[], options: RunOptions): Promise<Results> {
  const results: Results = { rows: [], skips: [], curves: [] };
  const wants = (name: string) =>
    asked(name, options.only) || options.only.some((one) => one.startsWith(name));
  const bench: Bench = {
    world,
    quick: options.quick,
    times: (full, quick) => (options.quick ? quick : full),
    wants,
    report: (...rows) => {
      for (const row of rows.filter(({ name }) => asked(name, options.only))) {
        results.rows.push(row);
        options.told(row);
      }
    },
    skip: (name, reason) => {
      if (!asked(name, options.only)) return;
      results.skips.push({ name, reason });
      options.tell(`skipped ${name}: ${reason}`);
    },
    curve: (curve) => void results.curves.push(curve),
    tell: options.tell,
  };
  for (const section of chosen(sections, options.only)) {
    if (section.long === true && options.quick && options.only.length === 0) {
      for (const name of section.rows) bench.skip(name, "takes minutes: not in a quick run");
      continue;
    }
    if (options.quick && performance.now() > quickMs) {
      for (const name of section.rows) bench.skip(name, "a quick run ends within four minutes");
      continue;
    }
    options.tell(section.title);
    try {
      await section.run(bench);
    } catch (error) {
      bench.tell(
        `✗ ${section.title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      for (const name of section.rows.filter((row) => !results.rows.some((one) => one.name === row)))
        bench.skip(name, "the section broke off; see above");
    }
  }
  return results;
}

function asked(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((prefix) => name.startsWith(prefix));
}
