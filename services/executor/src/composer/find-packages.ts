import { nearest } from "@voxnix/protocol";

/**
 * The packages whose attribute name is near to a query, best first: the name itself, then those that begin with
 * it, that have it as a part, that have all of its words, that are spelled alike.
 */
export function findPackages(query: string, names: readonly string[], limit: number): string[] {
  const words = wordsOf(query);
  const whole = words.join("");
  if (whole === "") return [];
  const ranked = names
    .map((name) => ({ name, rank: rankOf(plain(name), whole, words) }))
    .filter(({ rank }) => rank < noRank)
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
  if (ranked.length >= limit) return ranked.slice(0, limit);
  return [...new Set([...ranked, ...alike(query, names, limit)])].slice(0, limit);
}

const noRank = 9;

function rankOf(name: string, whole: string, words: readonly string[]): number {
  // "requests" is python3Packages.requests, after a package that is simply called so.
  const last = plain(name.slice(name.lastIndexOf(".") + 1));
  const base = name.includes(".") ? 1 : 0;
  if (last.replaceAll("-", "") === whole) return base;
  if (last.replaceAll("-", "").startsWith(whole)) return 2 + base;
  if (name.replaceAll(/[-.]/g, "").includes(whole)) return 4 + base;
  if (words.length > 1 && words.every((word) => name.includes(word))) return 6 + base;
  return noRank;
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
function alike(query: string, names: readonly string[], limit: number): string[] {
  const given = plain(query).replaceAll(" ", "-");
  const [first, last] = [given.at(0), given.at(-1)];
  const likely = names.filter((name) => {
    const other = plain(name);
    return Math.abs(other.length - given.length) <= 2 && (other.at(0) === first || other.at(-1) === last);
  });
  return nearest(given, likely, limit);
}
