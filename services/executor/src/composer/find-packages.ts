import { nearest } from "@voxnix/protocol";

/**
 * The packages whose attribute name is near to a query, best first: the name itself, then those that begin with
 * it, that have it as a part, that have all of its words, that are spelled alike.
 */
export function findPackages(query: string, names: readonly string[], limit: number): string[] {
  const words = wordsOf(query);
  const whole = words.join("");
  if (whole === "") return [];
  const all = spelt(names);
  const ranked = all
    .map((spelling) => ({ name: spelling.name, rank: rankOf(spelling, whole, words) }))
    .filter(({ rank }) => rank < noRank)
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
  if (ranked.length >= limit) return ranked.slice(0, limit);
  return [...new Set([...ranked, ...alike(query, all, limit)])].slice(0, limit);
}

const noRank = 9;

function rankOf(
  { plain: name, last, flat, nested }: Spelling,
  whole: string,
  words: readonly string[],
): number {
  const base = nested ? 1 : 0;
  if (last === whole) return base;
  if (last.startsWith(whole)) return 2 + base;
  if (flat.includes(whole)) return 4 + base;
  if (words.length > 1 && words.every((word) => name.includes(word))) return 6 + base;
  return noRank;
}

interface Spelling {
  name: string;
  plain: string;
  /** "requests" of python3Packages.requests, after a package that is simply called so. Without dashes. */
  last: string;
  /** Without dashes and dots. */
  flat: string;
  nested: boolean;
}

const known = new WeakMap<readonly string[], readonly Spelling[]>();

// Once for a list: to spell a hundred thousand names for each question would keep everybody else waiting.
function spelt(names: readonly string[]): readonly Spelling[] {
  const before = known.get(names);
  if (before !== undefined) return before;
  const all = names.map((name) => ({
    name,
    plain: plain(name),
    last: plain(name.slice(name.lastIndexOf(".") + 1)).replaceAll("-", ""),
    flat: plain(name).replaceAll(/[-.]/g, ""),
    nested: name.includes("."),
  }));
  known.set(names, all);
  return all;
}

const plain = (name: string) => name.toLowerCase().replaceAll("_", "-");

function wordsOf(query: string): string[] {
  return plain(query)
    .split(/[^a-z0-9+.]+/)
    .map((word) => word.replace(/^\.+|\.+$/g, ""))
    .filter((word) => word !== "");
}

// The distance between two spellings takes time, and there are a hundred thousand: only those of about its
// length that share a letter at either end.
function alike(query: string, all: readonly Spelling[], limit: number): string[] {
  const given = plain(query).replaceAll(" ", "-");
  const [first, last] = [given.at(0), given.at(-1)];
  const likely = all.filter(
    ({ plain: other }) =>
      Math.abs(other.length - given.length) <= 2 && (other.at(0) === first || other.at(-1) === last),
  );
  return nearest(
    given,
    likely.map(({ name }) => name),
    limit,
  );
}
