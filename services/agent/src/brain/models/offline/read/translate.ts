import { languages } from "../vocabulary/languages.ts";

/** The same for a message that is, as a whole, a sentence of another language. */
export function wholeTranslation(text: string): string | undefined {
  for (const { rules } of languages) {
    const found = rules.find(([from]) => from.source.startsWith("^") && from.test(text));
    if (found) return text.replace(found[0], found[1]);
  }
  return undefined;
}

/** The message in our English, once for each language that it could be in. What stands in backticks stays. */
export function translations(text: string): string[] {
  return languages.flatMap(({ sign, rules }) => {
    if (text.search(sign) < 0 || text.includes("`")) return [];
    const bare = text.replace(/(?<=[\p{L}\p{N}])\s*[?!.]+$/u, "").trim();
    const english = rules.reduce((said, [from, to]) => said.replace(from, to), bare.replace(/^[¿¡]/, ""));
    return english === bare ? [] : [english.replace(/\s+/g, " ").trim()];
  });
}
