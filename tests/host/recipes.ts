// The chapter "Recipes" of docs/operations.md, made from the justfile: node tests/host/recipes.ts writes it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { z } from "zod";

export const checkout = fileURLToPath(new URL("../../", import.meta.url));
export const page = join(checkout, "docs/operations.md");
const marks = { begin: "<!-- recipes: node tests/host/recipes.ts -->", end: "<!-- end of recipes -->" };

const dump = z.object({
  recipes: z.record(
    z.string(),
    z.object({
      doc: z.string().nullable(),
      attributes: z.array(z.union([z.string(), z.object({ group: z.string() })])),
      parameters: z.array(z.object({ name: z.string(), kind: z.enum(["singular", "star", "plus"]) })),
    }),
  ),
});
export type Recipe = z.infer<typeof dump>["recipes"][string];

/** What an address is in the documentation. */
const example: Readonly<Record<string, string>> = { address: "192.168.1.20", service: "executor" };

/** Runs just on this checkout's justfile. */
export async function just(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const program = join(checkout, "tests/node_modules/.bin/just");
  const result = await execa(program, args, { cwd: checkout, reject: false, env: { VOXNIX_HOST: "" } });
  return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr };
}

/** The justfile's recipes by name. */
export async function recipes(): Promise<Record<string, Recipe>> {
  const { stdout } = await just("--dump", "--dump-format", "json");
  return dump.parse(JSON.parse(stdout)).recipes;
}

/** What a recipe would run on the documentation's host. */
export async function dryRun(name: string, recipe: Recipe): Promise<{ exitCode: number; text: string }> {
  const needed = recipe.parameters.filter(({ kind }) => kind === "singular");
  const { exitCode, stderr } = await just(
    ...["--dry-run", `host=${example.address}`, name],
    ...needed.map((parameter) => example[parameter.name] ?? parameter.name),
  );
  return { exitCode, text: stderr };
}

/** The chapter as the justfile has it now. */
export async function chapter(): Promise<string> {
  const all = Object.entries(await recipes()).filter(([name]) => name !== "default");
  const groups = [...new Set(all.map(([, recipe]) => groupOf(recipe)))].sort();
  const parts = groups.map(async (group) => {
    const own = all.filter(([, recipe]) => groupOf(recipe) === group);
    const rows = own.map(
      ([name, recipe]) => `| \`${commandOf(name, recipe)}\` | ${(recipe.doc ?? "").replaceAll("|", "\\|")} |`,
    );
    const runs = await Promise.all(
      own.map(async ([name, recipe]) => `# just ${name}\n${(await dryRun(name, recipe)).text.trim()}`),
    );
    return [
      `### ${titles[group] ?? group}`,
      ["| recipe | what it does |", "|---|---|", ...rows].join("\n"),
      `\`\`\`\n${runs.join("\n\n")}\n\`\`\``,
    ].join("\n\n");
  });
  return [marks.begin, ...(await Promise.all(parts)), marks.end].join("\n\n");
}

const titles: Readonly<Record<string, string>> = {
  appliance: "Making and changing the appliance",
  host: "Looking after a host",
  workspace: "Working on voxnix",
};

function groupOf({ attributes }: Recipe): string {
  const group = attributes.find((attribute) => typeof attribute === "object");
  return group?.group ?? "";
}

function commandOf(name: string, { parameters }: Recipe): string {
  const words = parameters.map(({ name, kind }) => (kind === "singular" ? name.toUpperCase() : `[${name}…]`));
  return ["just", name, ...words].join(" ");
}

/** The page's text before, of and after the chapter. */
export function splitPage(text: string): { before: string; chapter: string; after: string } {
  const begin = text.indexOf(marks.begin);
  const end = text.indexOf(marks.end) + marks.end.length;
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for the recipes`);
  return { before: text.slice(0, begin), chapter: text.slice(begin, end), after: text.slice(end) };
}

if (import.meta.main) {
  const { before, after } = splitPage(readFileSync(page, "utf8"));
  writeFileSync(page, before + (await chapter()) + after);
}
