const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** One mapping of a source map, with everything counted from 0. */
export interface Mapping {
  column: number;
  /** Which of the sources. */
  source: number;
  line: number;
}

/** The mappings of a source map, line by line of what was made (https://tc39.es/ecma426/). */
export function* readMappings(mappings: string): Generator<Mapping[]> {
  // Sources and their lines count on from line to line; columns begin again with each.
  let [source, line] = [0, 0];
  for (const segments of mappings.split(";")) {
    let column = 0;
    const found: Mapping[] = [];
    for (const segment of segments === "" ? [] : segments.split(",")) {
      const [columnBy = 0, sourceBy, lineBy = 0] = readNumbers(segment);
      column += columnBy;
      if (sourceBy === undefined) continue;
      source += sourceBy;
      line += lineBy;
      found.push({ column, source, line });
    }
    yield found;
  }
}

function readNumbers(segment: string): number[] {
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

/** The other way round. Names and columns of sources are left out. */
export function writeMappings(lines: Iterable<readonly Mapping[]>): string {
  let before = { source: 0, line: 0 };
  const written: string[] = [];
  for (const line of lines) {
    let column = 0;
    const segments = line.map((mapping) => {
      const numbers = [
        mapping.column - column,
        mapping.source - before.source,
        mapping.line - before.line,
        0,
      ];
      column = mapping.column;
      before = mapping;
      return numbers.map(writeNumber).join("");
    });
    written.push(segments.join(","));
  }
  return written.join(";");
}

function writeNumber(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += letters[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
