import { languages } from "../vocabulary/languages.ts";

/** The message in our English, once for each language that it could be in. What stands in backticks stays. */
export function translations(text: string): string[] {
  return languages.flatMap(({ sign, rules }) => {
    if (text.search(sign) < 0 || text.includes("`")) return [];
    const bare = text.replace(/(?<=[\p{L}\p{N}])\s*[?!.]+$/u, "").trim();
    const english = rules.reduce((said, [from, to]) => said.replace(from, to), bare.replace(/^[¿¡]/, ""));
    return english === bare ? [] : [english.replace(/\s+/g, " ").trim()];
  });
}
