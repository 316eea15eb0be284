import { basename } from "node:path";

/**
 * A module that exports the generated types under the contract's own names: what one receives, and with the ending
 * `Input` what one may send (every field optional). Of an enum there is what one receives alone, of a service its handlers.
 * @param files the text of each generated file, by its name
 */
export function nameMessages(files: ReadonlyMap<string, string>): string {
  const lines = [...files].flatMap(([file, text]) => {
    const name = basename(file, ".ts");
    const exported = namesOf(name, text);
    return exported.length === 0 ? [] : [`export type { ${exported.join(", ")} } from "./${file}";`];
  });
  return `// The types of the contract under their own names.\n${lines.join("\n")}\n`;
}

function namesOf(name: string, text: string): string[] {
  if (text.includes(`export interface ${name}Handlers `)) return [`${name}Handlers`];
  if (text.includes(`export const ${name} = {`)) return [`${name}__Output as ${name}`];
  return text.includes(`export interface ${name}__Output `)
    ? [`${name} as ${name}Input`, `${name}__Output as ${name}`]
    : [];
}
