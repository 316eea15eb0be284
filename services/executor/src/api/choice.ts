import { VoxnixError } from "@voxnix/protocol";
import type { Catalogue } from "../composer/catalogue.ts";
import { findPackages } from "../composer/find-packages.ts";
import { checkModules, completed } from "../composer/settings.ts";
import type { Choice } from "../store/record.ts";
import type { Engine } from "./engine.ts";

/**
 * Checks a choice before Nix sees it, and takes in the modules that the chosen ones want.
 * @param at where `modules` and `packages` stand in the request, with a dot behind it; empty for the request itself
 * @throws UNKNOWN_MODULE, SETTING_INVALID, MODULES_CONFLICT, UNKNOWN_PACKAGE
 */
export async function checkChoice<C extends Choice>(
  engine: Engine,
  choice: C,
  at: string,
): Promise<{ choice: C; catalogue: Catalogue }> {
  const catalogue = await engine.library.catalogue();
  checkModules(choice.modules, catalogue, at);
  await checkPackages(engine, choice.packages, at);
  return { choice: { ...choice, modules: completed(choice.modules, catalogue) }, catalogue };
}

async function checkPackages(
  { packages, parts }: Engine,
  chosen: readonly string[],
  at: string,
): Promise<void> {
  if (chosen.length === 0) return;
  const names = await packages.names().catch((err: unknown) => {
    // Without the list it is left to Nix, which says it later and without the near ones.
    parts.log.error({ event: "packages-failed", err });
    return undefined;
  });
  if (names === undefined) return;
  const known = new Set(names);
  const unknown = chosen.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const near = findPackages(unknown, names, 5);
  const hint = near.length > 0 ? ` Did you mean ${near.slice(0, 3).join(" or ")}?` : "";
  throw new VoxnixError(
    "UNKNOWN_PACKAGE",
    `There is no package ${JSON.stringify(unknown)} in nixpkgs.${hint}`,
    {
      field: `${at}packages`,
      rule: "the name of a package in nixpkgs",
      nearest: near,
    },
  );
}
