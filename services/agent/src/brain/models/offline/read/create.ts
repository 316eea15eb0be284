import type { SeenModule } from "../sight.ts";
import { findModule, type ModuleWish, modulesIn } from "./modules.ts";

/** A wish for a new container, as its words say it. */
export interface CreateWish {
  /** As given: it may break the rule for names. */
  name: string | undefined;
  modules: ModuleWish[];
  autostart: boolean | undefined;
  /** True if a container is spoken of, not only "something with git". */
  hasNoun: boolean;
}

const named =
  /[\s,]*(?:\b(?:and )?(?:named|called|name it|call it|with (?:the )?name|by the name(?: of)?|under the name(?: of)?)\s+|(?<=\b(?:container|box|machine|vm) )(?=["'`]))(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s,;:]+))/i;
const noAutostart =
  /[\s,]*(?:\b(?:and |but |that |which )?(?:it (?:should|must|may|shall|will) not|it shouldn't|without|no|don't|do not|does not|doesn't|should not|not)\s+(?:auto-?start(?:ing)?|start(?:ing)?(?: it)?(?: up)?)(?:\s+(?:it\s+)?(?:automatically|on boot|at boot|with the host|when the host boots|at startup|on startup))?)/i;
const withAutostart =
  /[\s,]*\b(?:(?:and |that |which )(?:it )?(?:should |must |shall |will )?|with )(?:auto-?start(?:s|ing)?|starts?(?: up)? (?:automatically|(?:on|at) (?:boot|startup)|with the host|when the host (?:starts|boots)))\b/i;
const nothingIn =
  /[\s,]*\bwithout (?:any|anything|anything else|any (?:modules?|programs?|software|extras?)|modules|extras)(?: (?:in|on) it)?$/i;
const parts =
  /\s*(?:\b(?:with|having|including|include|includes|containing|contains|that has|which has|that have|has|using|featuring|running)\b|:(?=\s)|\((?=.*\)$))\s*/i;
const nouns =
  /\b(?:nixos )?(?:containers?|box|boxes|machine|vm|server|environment|env|instance|sandbox|system|setup)\b/i;
const adjectives =
  /\b(?:me|us|a|an|the|my|our|your|new|another|one|fresh|small|little|tiny|simple|quick|nice|good|cool|plain|empty|basic|minimal|bare|nixos|linux|clean|private|personal|temporary|temp|second|third|first|more|something|kind of|of|called|named|please|really|very|big|own)\b/gi;

/** Reads what follows a verb such as "make". */
export function createWishIn(words: string, catalogue: readonly SeenModule[] | undefined): CreateWish {
  const explicit = named.exec(words);
  const lazy = noAutostart.test(words);
  const rest = words.replace(named, " ").replace(noAutostart, " ");
  const eager = withAutostart.test(rest);
  const text = rest.replace(withAutostart, " ").trim().replace(nothingIn, "");
  const split = parts.exec(text);
  const head = split ? text.slice(0, split.index) : text;
  const list = split
    ? text.slice(split.index + split[0].length).replace(split[0].includes("(") ? /\)$/ : "", "")
    : "";
  const [what = "", purpose = ""] = head.split(/\s+for\s+(?!\d)/i);
  const [mods = "", late = ""] = list.split(/\s+for\s+(?!\d)/i);
  const around = headOf(what, catalogue);
  const given = explicit?.slice(1).find((part) => part !== undefined);
  // Where the name is given in so many words, what stood in its place can still be a module: "a box called x and git".
  const instead =
    given !== undefined && around.name !== undefined
      ? modulesIn(around.name, catalogue).filter(({ kind }) => kind === "known")
      : [];
  return {
    name: given ?? around.name ?? purposeName(purpose || late),
    modules: unique([...around.modules, ...instead, ...modulesIn(mods, catalogue)]),
    autostart: lazy ? false : eager || undefined,
    hasNoun: nouns.test(what),
  };
}

// Around the noun stand modules ("git box") and at last the name ("dev box", "container dev").
function headOf(
  what: string,
  catalogue: readonly SeenModule[] | undefined,
): { name: string | undefined; modules: ModuleWish[] } {
  const noun = nouns.exec(what);
  const before = words(noun ? what.slice(0, noun.index) : what);
  const behind = words(noun ? what.slice(noun.index + noun[0].length) : "");
  const isModule = (word: string) => catalogue?.some(({ name }) => name === word.toLowerCase());
  const all = [...before, ...behind];
  // A single word without a noun is the name, whatever it is: "create git" names it so.
  const name = behind.at(-1) ?? (noun && before.every((word) => isModule(word)) ? undefined : before.at(-1));
  const rest = all.filter((word) => word !== name);
  // Words around the noun are modules if they are known: "a nice big web box" asks for no package.
  const around = rest.flatMap((word) => modulesIn(word, catalogue));
  return { name, modules: around.map((wish) => (wish.kind === "package" ? asUnknown(wish.asked) : wish)) };
}

function asUnknown(asked: string): ModuleWish {
  return { kind: "unknown", asked };
}

function words(text: string): string[] {
  return text
    .replace(adjectives, " ")
    .replace(/["'`,]/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "" && !/^and$/i.test(word));
}

// "for my blog": a name that nobody gave, but that fits.
function purposeName(purpose: string): string | undefined {
  const last = words(purpose).at(-1)?.toLowerCase();
  return last !== undefined &&
    /^[a-z][a-z0-9-]{1,10}$/.test(last) &&
    !/^(?:me|it|this|that|him|her|us|them|work|stuff)$/.test(last)
    ? last
    : undefined;
}

function unique(wishes: readonly ModuleWish[]): ModuleWish[] {
  const key = (wish: ModuleWish) => (wish.kind === "unknown" ? wish.asked.toLowerCase() : wish.name);
  return wishes.filter((wish, index) => wishes.findIndex((one) => key(one) === key(wish)) === index);
}

/** True if the words name a module of the catalogue: "add git". */
export function namesModule(text: string, catalogue: readonly SeenModule[] = []): boolean {
  return words(text).some((word) => findModule(word, catalogue) !== undefined);
}
