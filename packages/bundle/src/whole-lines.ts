import { type Mapping, readMappings, writeMappings } from "@voxnix/daemon/mappings";
import { z } from "zod";

const SourceMap = z.object({ version: z.literal(3), sources: z.array(z.string()), mappings: z.string() });

/**
 * A source map that tells lines and no columns: a mapping where the line of the source changes, and no others. That
 * is a tenth of it, and all that a stack trace is read for.
 * @param text the source map as JSON (https://tc39.es/ecma426/)
 */
export function wholeLines(text: string): string {
  const { sources, mappings } = SourceMap.parse(JSON.parse(text));
  const lines = [...readMappings(mappings)].map((line) => line.filter(begins));
  return JSON.stringify({ version: 3, sources, names: [], mappings: writeMappings(lines) });
}

function begins(mapping: Mapping, index: number, line: readonly Mapping[]): boolean {
  const before = line[index - 1];
  return before === undefined || before.source !== mapping.source || before.line !== mapping.line;
}
