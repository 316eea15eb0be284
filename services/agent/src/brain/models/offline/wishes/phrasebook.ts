import type { Plan } from "../plan.ts";
import { type Filled, match, phrase } from "../read/phrases.ts";
import { meant, targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { askWhich, likelyName } from "./which.ts";

/** What some phrases mean. */
export interface Entry {
  phrases: readonly string[];
  /** Undefined: these words do not mean it after all. */
  plan(filled: Filled, scene: Scene): Plan | undefined;
}

/** A reader for all wishes of a table; the first entry that fits is taken. */
export function reader(table: readonly Entry[]): (clause: string, scene: Scene) => Plan | undefined {
  const compiled = table.map(({ phrases, plan }) => ({ patterns: phrases.map(phrase), plan }));
  return (clause, scene) => {
    for (const { patterns, plan } of compiled) {
      for (const one of patterns) {
        const filled = match(clause, [one]);
        const planned = filled && plan(filled, scene);
        if (planned) return planned;
      }
    }
    return undefined;
  };
}

/**
 * A plan for the one container that is spoken of, or meant, or else asked for.
 * @param doing for the question, e.g. "show the history of"
 */
export function onContainer(
  doing: string,
  then: (name: string, filled: Filled, scene: Scene) => Plan | undefined,
): Entry["plan"] {
  return (filled, scene) => {
    const given = filled.container;
    if (given === undefined) {
      const only = meant(scene);
      return only === undefined
        ? askWhich(doing, scene, ([name = ""]) => then(name, filled, scene) ?? noPlan)
        : then(only, filled, scene);
    }
    const name = containerNamed(given, scene);
    return name === undefined ? undefined : then(name, filled, scene);
  };
}

/** The container that a word names: a known one, one with a slip in it, or "it". */
export function containerNamed(word: string, scene: Scene): string | undefined {
  const targets = targetsIn(word, scene);
  if (targets.kind !== "these" || notNames.test(word)) return undefined;
  const [name = ""] = targets.names;
  return likelyName(name, scene);
}

/** The same, of those that are there alone: for sentences that could be about anything. */
export function knownContainer(word: string, scene: Scene): string | undefined {
  const name = containerNamed(word, scene);
  return name !== undefined && names(scene).includes(name) ? name : undefined;
}

const noPlan: Plan = { kind: "say", text: "I did nothing.", understood: true };
const notNames =
  /^(?:you|me|us|we|i|she|they|everybody|someone|everything|nothing|anything|something|voxnix|host|the|a|an|all|here|now|what|time|life|today|things?|to|in|on|of|not|up|down|nix|world)$/i;
