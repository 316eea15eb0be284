import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readCatalogue } from "./catalogue.ts";
import { modulesPage } from "./page.ts";
import { checkout, type Setting } from "./setting.ts";
import { type Check, derivation, outcome } from "./table.ts";

export const pageFile = join(checkout, "docs/modules.md");

/** The page about the modules says what the modules say; the one about writing them has an example that works. */
export function pageChecks(setting: Setting): Check[] {
  const { nix } = setting;
  return [
    ["docs/writing-modules.md: its example evaluates", () => example(setting)],
    [
      "docs/modules.md is current",
      async () => {
        const wanted = modulesPage(await readCatalogue(nix));
        const current = existsSync(pageFile) && readFileSync(pageFile, "utf8") === wanted;
        return { seconds: 0, peakMegabytes: 0, problem: current ? "" : "  it is not: npm run docs" };
      },
    ],
  ];
}

/** Composes an image with the module that the page writes, in a copy of the library. */
async function example({ nix, nixpkgs, scratch }: Setting) {
  const library = join(scratch, "library");
  cpSync(join(checkout, "nix"), library, { recursive: true });
  const page = readFileSync(join(checkout, "docs/writing-modules.md"), "utf8");
  const files = [...page.matchAll(/^`nix\/(modules\/share\/\S+)`:\n\n```nix\n(.*?)^```/gms)];
  for (const [, path = "", text = ""] of files) {
    mkdirSync(dirname(join(library, path)), { recursive: true });
    writeFileSync(join(library, path), text);
  }
  const specFile = join(scratch, "example.json");
  writeFileSync(specFile, JSON.stringify({ modules: { share: { folder: "notes" } }, host: {} }));
  const run = await nix([
    ...["nix-instantiate", join(library, "compose/image.nix")],
    ...["--argstr", "nixpkgs", nixpkgs, "--argstr", "specFile", specFile],
  ]);
  return files.length === 2
    ? derivation(run, /-nixos-system-.*\.drv$/)
    : outcome(run, "  there are not two files in it");
}
