import { z } from "zod";

const SourceMap = z.object({ version: z.literal(3), sources: z.array(z.string()), mappings: z.string() });

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * A source map that tells lines and no columns: a mapping where the line of the source changes, and no others. Node
 * keeps an object for each from the first error on whose stack it prints.
 * @param text the source map as JSON (https://tc39.es/ecma426/)
 */
export function wholeLines(text: string): string {
  const { sources, mappings } = SourceMap.parse(JSON.parse(text));
  // Sources count on from line to line, as the format has it; columns of the generated line begin again.
  let [source, line] = [0, 0];
  let told = { source: 0, line: 0 };
  const thinned = mappings.split(";").map((segments) => {
    let [column, toldColumn] = [0, 0];
    let last = "";
    return segments
      .split(",")
      .filter((segment) => segment !== "")
      .flatMap((segment) => {
        const [columnBy = 0, sourceBy, lineBy = 0] = decode(segment);
        column += columnBy;
        if (sourceBy === undefined) return [];
        source += sourceBy;
        line += lineBy;
        if (last === `${source}:${line}`) return [];
        last = `${source}:${line}`;
        const kept = encode([column - toldColumn, source - told.source, line - told.line, 0]);
        toldColumn = column;
        told = { source, line };
        return [kept];
      })
      .join(",");
  });
  return JSON.stringify({ version: 3, sources, names: [], mappings: thinned.join(";") });
}

function decode(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = letters.indexOf(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function encode(numbers: readonly number[]): string {
  return numbers.map(encodeOne).join("");
}

function encodeOne(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += letters[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
