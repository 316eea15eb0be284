/** What the places of a phrase were filled with. */
export type Filled = Partial<Record<Place, string>>;

type Place = keyof typeof places;

const places = {
  /** One name, or a word for one: "dev", "it". */
  container:
    "(?:(?:the|my|our|your) )?(?:(?:container|box|machine) )?(?:called )?(?<container>[a-z0-9][\\w.-]*|the other(?: one)?)(?:'s|s')?(?: (?:container|box|machine))?",
  /** One word as it was written. */
  word: "[\"'`]?(?<word>[^\\s\"'`]+)[\"'`]?",
  words: "(?<words>.+?)",
  number: "(?<number>\\d+)",
  /** When something was: nobody keeps a diary that exact, so it only must not be in the way. */
  time: "(?:lately|recently|today|yesterday|ever|so far|this (?:week|month|morning|year)|since .+|in the (?:last|past) .+|(?:last|the last) (?:week|month|days?|hours?|year))",
} as const;

/**
 * Makes a pattern of a phrase as one would write it down: `(a|b c)` is one of these, `[a|b]` the same
 * or nothing, `{container}` a place to be filled. Blanks and case do not matter.
 */
export function phrase(text: string): RegExp {
  const tokens = text.match(/\[[^\]]*\]|\([^)]*\)|\{[a-z]+\}|[^\s[\](){}]+/g) ?? [];
  return new RegExp(`^${tokens.map(pattern).join("")}$`, "i");
}

/** The first of these phrases that a clause is; undefined if it is none of them. */
export function match(clause: string, phrases: readonly RegExp[]): Filled | undefined {
  const words = ` ${clause.trim().replace(/\s+/g, " ")}`;
  for (const one of phrases) {
    const found = one.exec(words);
    if (found) return { ...found.groups };
  }
  return undefined;
}

// Each token brings the blank in front of it along, so that one that is missing leaves none behind.
function pattern(token: string): string {
  const inner = token.slice(1, -1);
  if (token.startsWith("{")) return ` ${isPlace(inner) ? places[inner] : unknownPlace(inner)}`;
  if (token.startsWith("[")) return `(?: (?:${alternatives(inner)}))?`;
  if (token.startsWith("(")) return ` (?:${alternatives(inner)})`;
  return ` ${escaped(token)}`;
}

function alternatives(inner: string): string {
  return inner.split("|").map(escaped).join("|");
}

function escaped(words: string): string {
  return words.replace(/[.*+?^$]/g, "\\$&");
}

function isPlace(name: string): name is Place {
  return Object.hasOwn(places, name);
}

function unknownPlace(name: string): never {
  throw new Error(`A phrase has the place {${name}}, which there is not`);
}
