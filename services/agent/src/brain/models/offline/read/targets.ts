import { names, type Scene } from "../scene.ts";

/** Which containers a wish is about. */
export type Targets =
  | { kind: "these"; names: string[] }
  /** "all", "everything". */
  | { kind: "all" }
  /** None named. */
  | { kind: "none" }
  /** Words that name no container for certain. */
  | { kind: "unclear"; words: string };

const fillers = new Set(
  "the my our your this that a an container containers box boxes machine machines vm vms server servers instance environment named called name again too also first of up back completely forever immediately quickly one ones permanently entirely".split(
    " ",
  ),
);
const pronouns =
  /^(?:it|that|this|that one|this one|the one|the last one|the same|the same one|there|them|he|she|him|her|that thing|the thing)$/;
const other = /^(?:the )?other(?: one| container| box)?$/;
const all =
  /^(?:all|everything|every|each|both|all of (?:them|it)|them all|all (?:the |my |of my |of the )?(?:containers|boxes|machines|vms|servers)|every (?:container|box|machine)|both (?:of them|containers|boxes)|(?:all )?(?:the |my )?(?:containers|boxes|machines))$/;
const nameShape = /^[a-z0-9][a-z0-9_.-]*$/;

/** The containers that the words after a verb name, e.g. "the dev box and web", "it", "all". */
export function targetsIn(words: string, scene: Scene): Targets {
  const text = words
    .toLowerCase()
    .replace(/["'`*]/g, "")
    .replace(/^(?:the |my )?(?:containers?|box(?:es)?) (?=\S)/, "")
    .trim();
  if (all.test(text)) return { kind: "all" };
  const found: string[] = [];
  for (const item of text.split(/\s*(?:,|&|\band\b|\bplus\b)\s*/).filter((part) => part !== "")) {
    const name = nameIn(item, scene);
    if (name === undefined) return { kind: "unclear", words };
    if (name !== "") found.push(name);
  }
  return found.length === 0 ? { kind: "none" } : { kind: "these", names: [...new Set(found)] };
}

// The one name in an item; "" if it names nothing, undefined if it cannot be told.
function nameIn(item: string, scene: Scene): string | undefined {
  if (names(scene).includes(item)) return item;
  if (other.test(item)) return theOther(scene);
  if (pronouns.test(item)) return meant(scene);
  const words = item.split(" ").filter((word) => word !== "" && !fillers.has(word));
  if (words.length === 0) return /\b(?:one|that|this)\b/.test(item) ? meant(scene) : "";
  const [word = ""] = words;
  return words.length === 1 && nameShape.test(word) ? word : undefined;
}

/** What "it" means: the container last spoken of, or the only one there is. */
export function meant(scene: Scene): string | undefined {
  const known = names(scene);
  if (scene.focus !== undefined && (scene.containers === undefined || known.includes(scene.focus)))
    return scene.focus;
  // Made in this very message: not among the containers yet.
  return known.length === 1 ? known[0] : known.length === 0 ? scene.focus : undefined;
}

function theOther(scene: Scene): string | undefined {
  const rest = names(scene).filter((name) => name !== scene.focus);
  return rest.length === 1 ? rest[0] : undefined;
}
