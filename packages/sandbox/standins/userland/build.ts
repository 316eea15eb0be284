import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../src/errors.ts";
import { onHost } from "../../src/host.ts";
import type { Report } from "../../src/progress.ts";
import { cachedTree, type Recipe } from "../../src/tree-cache.ts";
import { absent, base, excluded, moreNames, suite, treeOf, trees } from "./table.ts";
import { unpackTree } from "./unpack.ts";

/**
 * The folder with the trees that the nixpkgs stand-in composes containers from, built now if nobody has yet:
 * one folder per tree, `manifest` with a line `attribute version program tree` for each package, `more` with
 * those that can be had later (more.ts), `apt` with what that takes, and `id`.
 * Runs on the host, as root; add-to-store.sh puts the trees into the appliance's store.
 */
export function buildUserland(options: { cacheDir: string; onProgress?: Report }): Promise<string> {
  return cachedTree(options.cacheDir, userland(options.onProgress ?? (() => {})));
}

/** The recipe of that folder. Raise `revision` when the steps below change. */
export function userland(report: Report): Recipe {
  return {
    name: "userland",
    ingredients: { revision: 3, suite, base, trees, excluded, later: later(), architecture: process.arch },
    build: (directory) => build(directory, report),
  };
}

/** How much of the work is done when mmdebstrap or download.sh says so. */
const stages = [
  ["running apt-get update", "reading the package lists"],
  ["downloading packages", "downloading about 120 MB"],
  ["extracting archives", "unpacking the core"],
  ["installing essential", "installing the core"],
  ["installing remaining", "installing systemd"],
  ["fetching", "downloading the packages"],
  ["cleaning package", "unpacking the packages"],
] as const;

async function build(directory: string, report: Report): Promise<void> {
  try {
    mkdirSync(directory, { recursive: true });
    const debs = join(directory, "debs");
    await bootstrap(join(directory, "base"), debs, join(directory, "apt"), report);
    keepSystemOnly(join(directory, "base"));
    const lines = [`base ${debianVersion(directory)} bash base`];
    for (const [name, tree] of Object.entries(trees))
      lines.push(...(await unpackTree(name, tree, join(debs, name), join(directory, name))));
    rmSync(debs, { recursive: true });
    writeFileSync(join(directory, "manifest"), `${lines.join("\n")}\n`);
    writeFileSync(join(directory, "more"), later().join(""));
    writeFileSync(join(directory, "id"), `${randomUUID()}\n`);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** The lines of `more`: a package that can be had later and the tree to ask for, or "none". */
function later(): string[] {
  return [
    ...moreNames().map((attribute) => `${attribute} ${treeOf(attribute)}\n`),
    ...absent.map((attribute) => `${attribute} none\n`),
  ];
}

async function bootstrap(root: string, debs: string, state: string, report: Report): Promise<void> {
  const mirror = process.env.VOXNIX_DEBIAN_MIRROR;
  const wanted = Object.entries(trees).map(([name, { debian }]) => `${name}=${debian.join(",")}`);
  const script = join(import.meta.dirname, "download.sh");
  const hook = `sh "${script}" "$1" "${debs}" "${state}" ${wanted.join(" ")}`;
  const result = await onHost(
    [
      ...["mmdebstrap", "--variant=minbase", "--format=directory", `--include=${base.join(",")}`],
      ...excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...[`--customize-hook=${hook}`, suite, root, ...(mirror ? [mirror] : [])],
    ],
    {
      onLine: (line) => {
        const stage = stages.findIndex(([message]) => line.includes(message));
        if (stage >= 0) report(stages[stage]?.[1] ?? "", stage / stages.length);
      },
    },
  );
  if (result.exitCode !== 0)
    throw new SandboxError(
      "Could not build the containers' Debian trees: is a Debian mirror reachable? VOXNIX_DEBIAN_MIRROR names another one.",
      result.stderr.split("\n").slice(-15).join("\n"),
    );
}

/** Of a Debian system a container takes /usr and /etc; the rest it makes for itself. */
function keepSystemOnly(root: string): void {
  for (const entry of readdirSync(root))
    if (!["usr", "etc", "bin", "lib", "lib64", "sbin"].includes(entry))
      rmSync(join(root, entry), { recursive: true, force: true });
}

function debianVersion(directory: string): string {
  return readFileSync(join(directory, "base/etc/debian_version"), "utf8").trim();
}
