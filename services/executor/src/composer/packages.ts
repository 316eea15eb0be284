import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writeAtomically } from "../store/atomic.ts";
import { lastLines, type Run } from "../system/run.ts";
import { nixpkgsIdentity } from "./fingerprint.ts";
import { heapLimit } from "./nix.ts";

const Names = z.array(z.string());

/** The names of the packages that a spec may ask for. */
export interface PackageList {
  /** Evaluated once per nixpkgs and kept on disk. @throws if it does not evaluate */
  names(): Promise<readonly string[]>;
}

export interface PackageOptions {
  state: string;
  nixpkgs: string;
  library: string;
  evalMemoryMb: number;
}

/** The packages of this host's nixpkgs: `<state>/packages/<fingerprint>.json`. */
export function openPackages(options: PackageOptions, run: Run): PackageList {
  const folder = join(options.state, "packages");
  let known: { fingerprint: string; names: Promise<readonly string[]> } | undefined;
  return {
    // Async, so that a nixpkgs that is not there rejects and does not throw.
    async names() {
      const fingerprint = fingerprintOf(options);
      if (known?.fingerprint === fingerprint) return known.names;
      const names = read(options, folder, fingerprint, run);
      known = { fingerprint, names };
      // A failure is not remembered: its cause may be outside of the files.
      names.catch(() => {
        if (known?.names === names) known = undefined;
      });
      return names;
    },
  };
}

// What the list depends on: nixpkgs, and which of its sets are looked into.
function fingerprintOf({ library, nixpkgs }: PackageOptions): string {
  const files = ["packages.nix", "package-sets.nix"].map((file) =>
    readFileSync(join(library, "compose", file)),
  );
  const identity = [nixpkgsIdentity(nixpkgs), ...files.map(String)];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 40);
}

async function read(
  options: PackageOptions,
  folder: string,
  fingerprint: string,
  run: Run,
): Promise<readonly string[]> {
  const file = join(folder, `${fingerprint}.json`);
  const cached = Names.safeParse(parse(await readIfThere(file)));
  if (cached.success) return cached.data;
  const names = await evaluate(options, run);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const old of await readdir(folder)) await rm(join(folder, old), { force: true });
  await writeAtomically(file, JSON.stringify(names));
  return names;
}

async function evaluate(options: PackageOptions, run: Run): Promise<readonly string[]> {
  const file = join(options.library, "compose/packages.nix");
  // Not `nix eval`: that does not call what a file holds with its arguments.
  const args = ["--eval", "--strict", "--json", file, "--argstr", "nixpkgs", options.nixpkgs];
  const done = await run("nix-instantiate", args, { timeoutMs: 300_000, env: heapLimit(options) });
  if (done.code === 0) return Names.parse(JSON.parse(done.stdout)).sort();
  throw new Error(`The list of packages does not evaluate: ${lastLines(done.stderr, 3).join(" ")}`);
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
