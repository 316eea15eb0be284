import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Nix, Run } from "./nix.ts";

/** Where and against what the checks run. */
export interface Setting {
  readonly nix: Nix;
  readonly nixpkgs: string;
  /** A folder for specs. */
  readonly scratch: string;
  /** Whether that nixpkgs is the sandbox's stand-in. */
  readonly standin: boolean;
}

export const checkout = realpathSync(join(import.meta.dirname, "../.."));
export const standin = join(checkout, "packages/sandbox/standins/nixpkgs");

let specs = 0;

/** What composing a spec with a file of nix/compose gives: its derivation on stdout, or an error. */
export async function compose(setting: Setting, file: string, spec: unknown): Promise<Run> {
  specs += 1;
  const specFile = join(setting.scratch, `spec-${specs}.json`);
  writeFileSync(specFile, JSON.stringify(spec));
  return setting.nix([
    ...["nix-instantiate", join(checkout, "nix/compose", file)],
    ...["--argstr", "nixpkgs", setting.nixpkgs, "--argstr", "specFile", specFile],
  ]);
}

/** The image for modules and packages, as the executor asks for it. */
export function image(setting: Setting, modules: unknown, packages: unknown = []): Promise<Run> {
  const host = { gateway: "10.88.0.1", prefixLength: 24 };
  return compose(setting, "image.nix", { modules, packages, host });
}
