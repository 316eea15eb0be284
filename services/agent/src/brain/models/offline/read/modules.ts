import type { SeenModule } from "../sight.ts";
import { aliasesOf, noPackages } from "../vocabulary/aliases.ts";
import { meantBySlip } from "../vocabulary/slips.ts";
import { splitOutside } from "./quotes.ts";
import { type Settings, settingsIn } from "./settings.ts";

/** A module as it was asked for. */
export type ModuleWish =
  | { kind: "known"; name: string; settings: Settings; asked: string }
  /** No module of the catalogue, but it can be a package of nixpkgs. */
  | { kind: "package"; name: string; asked: string }
  /** Neither, or too many words for one. */
  | { kind: "unknown"; asked: string }
  /** The module is there, these words about it were not understood. */
  | { kind: "puzzling"; name: string; settings: Settings; words: string };

const fillers =
  /\b(?:the|a|an|some|my|its|also|both|just|only|add|latest|modules?|packages?|programs?|tools?|shell|installed|enabled|included|set up|preinstalled|in it|on it|inside|folder|directory|as well|too|already|please|support|maybe)\b/gi;

/** The modules that a list names, e.g. "git as Ada <ada@example.org>, fish and ripgrep". */
export function modulesIn(text: string, catalogue: readonly SeenModule[] | undefined): ModuleWish[] {
  const wishes: ModuleWish[] = [];
  for (const item of splitOutside(text, between)) {
    const wish = moduleIn(item, catalogue);
    const last = wishes.at(-1);
    const foreign = wish?.kind === "unknown" || wish?.kind === "package";
    const more = foreign && last?.kind === "known" && moreSettings(item, last, catalogue);
    if (last?.kind === "known" && more) wishes[wishes.length - 1] = { ...last, settings: more };
    else if (wish) wishes.push(wish);
  }
  return wishes;
}

// "git as Ada, default branch trunk": what is no module can be a further setting of the one before.
function moreSettings(
  item: string,
  { name, settings }: ModuleWish & { kind: "known" },
  catalogue: readonly SeenModule[] = [],
): Settings | undefined {
  const module = catalogue.find((one) => one.name === name);
  const found = module && settingsIn(item, module);
  return found?.left === "" ? { ...settings, ...found.settings } : undefined;
}

/** The module of this name, also under one slip of the finger; undefined if there is none. */
export function findModule(name: string, catalogue: readonly SeenModule[]): SeenModule | undefined {
  const wanted = name.toLowerCase();
  const also = aliasesOf(wanted);
  const exact = catalogue.find(({ name }) => name === wanted || also.includes(name));
  const meant = exact
    ? undefined
    : meantBySlip(
        wanted,
        catalogue.map((module) => module.name),
      );
  return exact ?? catalogue.find((module) => module.name === meant);
}

const between = /\s*(?:[,;&+]|\band\b|\bplus\b|\balong with\b|\bas well as\b)\s*/gi;

function moduleIn(item: string, catalogue: readonly SeenModule[] | undefined): ModuleWish | undefined {
  const [, first = "", rest = ""] = /^["'`]?([^\s"'`(=:]+)["'`]?\s*(.*)$/s.exec(withoutFillers(item)) ?? [];
  if (first === "") return undefined;
  if (/^(?:nothing|none|no|plain|empty)$/i.test(first)) return undefined;
  if (catalogue === undefined)
    return { kind: "known", name: first.toLowerCase(), settings: {}, asked: first };
  const module = findModule(first, catalogue);
  if (!module) return asPackage(item, first, rest);
  const { settings, left } = settingsIn(rest, module);
  return left === ""
    ? { kind: "known", name: module.name, settings, asked: first }
    : { kind: "puzzling", name: module.name, settings, words: left };
}

// One word, and no "an editor": nixpkgs knows names, not kinds.
function asPackage(item: string, asked: string, rest: string): ModuleWish {
  const [alias] = aliasesOf(asked.toLowerCase()).slice(-1);
  const name = alias ?? (/^[A-Z]+[a-z]*$/.test(asked) ? asked.toLowerCase() : asked);
  const named = /^[A-Za-z0-9_][\w.+-]*$/.test(name) && rest === "" && !/^an?\s/i.test(item.trim());
  return named && !noPackages.test(name) ? { kind: "package", name, asked } : { kind: "unknown", asked };
}

// Filler words belong to the item, not to what stands in quotes or brackets.
function withoutFillers(item: string): string {
  const [, head = "", tail = ""] = /^([^"'<(]*)(.*)$/s.exec(item) ?? [];
  return `${head.replace(fillers, " ")} ${tail}`.replace(/\s+/g, " ").trim();
}
