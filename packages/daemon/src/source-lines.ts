import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Mapping, readMappings } from "./mappings.ts";

const SourceMap = z.object({ sources: z.array(z.string()), mappings: z.string() });

/**
 * From now on the stack of an error names the files and lines that a bundle was made of, where its source map lies
 * beside it. Node's own --enable-source-maps takes 12 MB for that from the start on; this takes nothing until the
 * first error whose stack is looked at (https://v8.dev/docs/stack-trace-api).
 */
export function nameSourceLines(): void {
  const lines = new Map<string, (line: number, column: number) => string | undefined>();
  const placeOf = (file: string, line: number, column: number): string => {
    const known = lines.get(file) ?? readLines(file);
    lines.set(file, known);
    return known(line, column) ?? `${file}:${line}:${column}`;
  };
  Error.prepareStackTrace = (error, sites) =>
    [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${site}`)]
      .join("\n")
      .replace(
        /(?:file:\/\/)?(\/[^\s():]+\.mjs):(\d+):(\d+)/g,
        (_, file: string, line: string, column: string) =>
          placeOf(decodeURI(file), Number(line), Number(column)),
      );
}

function readLines(file: string): (line: number, column: number) => string | undefined {
  let sources: string[];
  let mappings: Mapping[][];
  try {
    const map = SourceMap.parse(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    sources = map.sources.map((source) => join(file, "..", source));
    mappings = [...readMappings(map.mappings)];
  } catch {
    return () => undefined;
  }
  return (line, column) => {
    const found = mappings[line - 1]?.findLast((mapping) => mapping.column < column);
    return found === undefined ? undefined : `${sources[found.source]}:${found.line + 1}`;
  };
}
