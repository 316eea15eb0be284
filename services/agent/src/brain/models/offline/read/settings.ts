import type { SeenModule } from "../sight.ts";

export type Settings = Record<string, string | number | boolean | string[] | Record<string, string>>;

/** The settings in the words after a module's name, and the words that were not understood. */
export function settingsIn(words: string, module: SeenModule): { settings: Settings; left: string } {
  const settings: Settings = {};
  let left = words.replace(/^\((.*)\)$/s, "$1").trim();
  const take = (name: string, pattern: RegExp) => {
    const setting = module.settings.find((one) => one.name === name);
    const found = setting && pattern.exec(left);
    if (!found) return;
    settings[name] = asValue(found.slice(1).find((part) => part !== undefined) ?? "", setting.type);
    left = left.replace(found[0], " ").replace(/\s+/g, " ").trim();
  };
  for (const { name, type } of module.settings) {
    const found = maps[type]?.(left);
    if (found === undefined) continue;
    settings[name] = found.values;
    left = found.left;
  }
  for (const { name } of module.settings) take(name, namedPattern(name));
  for (const { name, type } of module.settings) {
    if (type === "name of a secret" && settings[name] === undefined) take(name, secretPattern);
  }
  for (const { setting, pattern } of idioms) take(setting, pattern);
  return { settings, left: left.replace(/^(?:with|using|and|on|at|its|the|,|\s)+$/i, "") };
}

const secretPattern =
  /(?:\b(?:with|using|from|and|by)\s+)?(?:\b(?:the|my)\s+)?\bsecret\s+["'`]?([\w.-]+)["'`]?/i;

type Found = { values: Record<string, string>; left: string };

// "EDITOR=vim", "API_KEY from the secret openai": settings that hold several, each by its name.
const maps: Record<string, (words: string) => Found | undefined> = {
  "names and texts": (words) => pairs(words, /\b([A-Za-z_]\w*)=(?:"([^"]*)"|(\S+))/g),
  "names, each with the name of a secret": (words) =>
    pairs(words, /\b([A-Za-z_]\w*) (?:from|as|is|=|with|using) (?:the |my )?secret (?:"([^"]*)"|([\w.-]+))/g),
};

function pairs(words: string, pattern: RegExp): Found | undefined {
  const found = [...words.matchAll(pattern)];
  if (found.length === 0) return undefined;
  const values = Object.fromEntries(found.map(([, name = "", text, bare]) => [name, text ?? bare ?? ""]));
  const left = words
    .replace(pattern, " ")
    .replace(/\b(?:variables?|vars?)\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
  return { values, left };
}

// Ordinary wording for the settings of the modules that everybody uses.
const idioms: readonly { setting: string; pattern: RegExp }[] = [
  { setting: "userEmail", pattern: /<([^<>\s]+@[^<>\s]+)>|(?:\bemail |\bmail )?\b([^\s<>@]+@[^\s<>@]+)$/i },
  { setting: "userName", pattern: /^(?:as|for|by)\s+"?([\p{L}][\p{L}\p{N} .'-]*?)"?\s*$/iu },
  { setting: "mountPoint", pattern: /(?:at|in|on|under|mounted (?:at|on|in))?\s*(\/\S+)/i },
];

// "defaultBranch" is also "default branch": "= value", "is value", "to value", or simply "value".
function namedPattern(name: string): RegExp {
  const human = name.replace(/([a-z])([A-Z])/g, "$1 ?$2");
  return new RegExp(
    `(?:\\b(?:with|and)\\s+)?(?:\\bthe\\s+)?\\b${human}\\s*(?:[=:]|\\bis\\b|\\bto\\b)?\\s*(?:"([^"]*)"|'([^']*)'|(\\S+))`,
    "i",
  );
}

function asValue(text: string, type: string): Settings[string] {
  if (type === "number" && /^-?\d+$/.test(text)) return Number(text);
  if (type === "true or false" && /^(?:true|yes|on|false|no|off)$/i.test(text))
    return /^(?:true|yes|on)$/i.test(text);
  if (type === "list of texts") return text.split(/\s*,\s*/);
  return text;
}
