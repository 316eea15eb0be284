import { z } from "zod";
import { lastLines, type Run } from "../system/run.ts";

/** The paths of a closure and what each takes in the store, in bytes. */
export type Closure = ReadonlyMap<string, number>;

const Info = z.object({ narSize: z.number() });
// Nix before 2.19 prints a list.
const PathInfo = z.union([z.record(z.string(), Info), z.array(Info.extend({ path: z.string() }))]);

/** All that the given store paths need, themselves included. */
export async function closureOf(run: Run, paths: readonly string[]): Promise<Closure> {
  if (paths.length === 0) return new Map();
  const args = ["path-info", "--extra-experimental-features", "nix-command", "--json", "--recursive"];
  const done = await run("nix", [...args, "--", ...paths], { timeoutMs: 60_000 });
  if (done.code !== 0) {
    throw new Error(`nix path-info failed: ${lastLines(done.stderr, 3).join(" ")}`);
  }
  const info = PathInfo.parse(JSON.parse(done.stdout));
  if (Array.isArray(info)) return new Map(info.map(({ path, narSize }) => [path, narSize]));
  return new Map(Object.entries(info).map(([path, { narSize }]) => [path, narSize]));
}

export function sizeOf(closure: Closure): number {
  return [...closure.values()].reduce((sum, size) => sum + size, 0);
}

export interface PackageDifference {
  name: string;
  /** Empty if it was not there. */
  oldVersion: string;
  /** Empty if it is gone. */
  newVersion: string;
}

/** Which packages two closures differ in, by name. What has no version, a unit's text say, is none. */
export function packageDifference(before: Closure, after: Closure): PackageDifference[] {
  const [old, young] = [versionsIn(before), versionsIn(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map((name) => ({ name, oldVersion: listed(old.get(name)), newVersion: listed(young.get(name)) }))
    .filter(({ oldVersion, newVersion }) => oldVersion !== newVersion)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function versionsIn(closure: Closure): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of closure.keys()) {
    const parsed = packageOf(path);
    if (parsed === undefined) continue;
    found.set(parsed.name, (found.get(parsed.name) ?? new Set()).add(parsed.version));
  }
  return found;
}

const listed = (versions: Set<string> | undefined) => [...(versions ?? [])].sort().join(", ");

// nixpkgs' usual outputs; "out" is never in a path's name.
const output = /-(bin|dev|devdoc|devman|doc|dist|lib|man|info|static|debug|data|modules|getent|terminfo)$/;

/**
 * The package that a store path is of, e.g. "ripgrep" and "14.1.1": the version begins at the first dash with a
 * digit after it, as Nix's own parseDrvName has it. Undefined for what has no version.
 */
export function packageOf(path: string): { name: string; version: string } | undefined {
  const base = path.slice(path.lastIndexOf("/") + 1).replace(/^[0-9a-z]{32}-/, "");
  const found = /^(.+?)-(\d.*)$/.exec(base.replace(output, ""));
  return found?.[1] === undefined || found[2] === undefined
    ? undefined
    : { name: found[1], version: found[2] };
}
