import { createHash } from "node:crypto";
import type { Catalogue, Library } from "./catalogue.ts";
import { nixpkgsIdentity } from "./fingerprint.ts";

/**
 * The identity of an image: all that its content depends on, defaults filled in. Equal choices have
 * equal keys, in whatever order they were made.
 */
export async function imageKey(
  spec: { modules: Record<string, Record<string, unknown>>; packages: readonly string[]; host: object },
  library: Library,
  nixpkgs: string,
): Promise<string> {
  const catalogue = await library.catalogue();
  const modules = Object.keys(spec.modules)
    .sort()
    .map((name) => [name, settled(spec.modules[name] ?? {}, catalogue, name)]);
  const packages = [...spec.packages].sort();
  const identity = [modules, packages, spec.host, library.fingerprint(), nixpkgsIdentity(nixpkgs)];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 40);
}

function settled(given: Record<string, unknown>, catalogue: Catalogue, module: string): [string, unknown][] {
  const about = catalogue[module]?.settings ?? {};
  return Object.keys(about)
    .sort()
    .map((setting) => [setting, given[setting] ?? about[setting]?.default ?? null]);
}
