import { join } from "node:path";
import { type Setting, standin } from "./setting.ts";
import { type Check, outcome } from "./table.ts";

/** Expressions that have to come out the same with the stand-in as with the real nixpkgs. */
const expressions = ["module-system.nix", "conf.nix"];

export function agreementChecks({ nix, nixpkgs }: Setting): Check[] {
  const evaluate = (file: string, tree: string) =>
    nix([
      ...["nix-instantiate", "--eval", "--strict", "--json", join(import.meta.dirname, file)],
      ...["--argstr", "nixpkgs", tree],
    ]);
  return expressions.map(
    (file): Check => [
      `the stand-in agrees: ${file}`,
      async () => {
        const real = await evaluate(file, nixpkgs);
        const ours = await evaluate(file, standin);
        const agreed = real.succeeded && ours.succeeded && real.stdout === ours.stdout;
        const both = `  nixpkgs:\n${real.stdout}${real.stderr}\n  the stand-in:\n${ours.stdout}${ours.stderr}`;
        return outcome(real, agreed ? "" : both);
      },
    ],
  );
}
