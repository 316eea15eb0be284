import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../src/errors.ts";
import { onHost, onHostOrThrow } from "../../src/host.ts";
import type { Report } from "../../src/progress.ts";
import { cachedTree, type Recipe } from "../../src/tree-cache.ts";
import { base, excluded, packages, suite } from "./table.ts";

/**
 * The folder with the trees that the nixpkgs stand-in composes containers from, built now if nobody has yet:
 * one folder per tree, `manifest` with a line `name version program` for each, and `id`.
 * Runs on the host, as root; add-to-store.sh puts the trees into the appliance's store.
 */
export function buildUserland(options: { cacheDir: string; onProgress?: Report }): Promise<string> {
  return cachedTree(options.cacheDir, userland(options.onProgress ?? (() => {})));
}

/** The recipe of that folder. Raise `revision` when the steps below change. */
export function userland(report: Report): Recipe {
  return {
    name: "userland",
    ingredients: { revision: 1, suite, base, packages, excluded, architecture: process.arch },
    build: (directory) => build(directory, report),
  };
}

/** How much of the work is done when mmdebstrap or download.sh says so. */
const stages = [
  ["running apt-get update", "reading the package lists"],
  ["downloading packages", "downloading about 80 MB"],
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
    await bootstrap(join(directory, "base"), debs, report);
    keepSystemOnly(join(directory, "base"));
    const lines = [`base ${debianVersion(directory)} bash`];
    for (const [name, { debian, program }] of Object.entries(packages)) {
      await unpack(join(debs, name), join(directory, name));
      lines.push(`${name} ${await versionOf(join(debs, name), debian[0] ?? name)} ${program}`);
    }
    rmSync(debs, { recursive: true });
    writeFileSync(join(directory, "manifest"), `${lines.join("\n")}\n`);
    writeFileSync(join(directory, "id"), `${randomUUID()}\n`);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function bootstrap(root: string, debs: string, report: Report): Promise<void> {
  const mirror = process.env.VOXNIX_DEBIAN_MIRROR;
  const trees = Object.entries(packages).map(([name, { debian }]) => `${name}=${debian.join(",")}`);
  const hook = `sh "${join(import.meta.dirname, "download.sh")}" "$1" "${debs}" ${trees.join(" ")}`;
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

/** Unpacks .debs over each other into one tree. */
async function unpack(debs: string, tree: string): Promise<void> {
  mkdirSync(tree);
  for (const deb of archives(debs))
    await onHostOrThrow(["dpkg-deb", "--extract", join(debs, deb), tree], `unpack ${deb}`);
  for (const path of excluded) rmSync(join(tree, path.replace("/*", "")), { recursive: true, force: true });
  for (const entry of readdirSync(tree)) {
    if (["bin", "lib", "lib64", "sbin"].includes(entry))
      throw new SandboxError(
        `Could not build the tree ${tree}: it has a /${entry} of its own, outside /usr.`,
      );
    if (!["usr", "etc"].includes(entry)) rmSync(join(tree, entry), { recursive: true });
  }
  // Where nixpkgs' packages have their programs.
  symlinkSync("usr/bin", join(tree, "bin"));
}

function archives(debs: string): string[] {
  return existsSync(debs) ? readdirSync(debs).filter((file) => file.endsWith(".deb")) : [];
}

/** The upstream part of a Debian version, in the characters that a store path takes. */
async function versionOf(debs: string, name: string): Promise<string> {
  const deb = archives(debs).find((file) => file.startsWith(`${name}_`));
  if (deb === undefined)
    throw new SandboxError(`Could not find the Debian package ${name} among those downloaded.`);
  const version = await onHostOrThrow(
    ["dpkg-deb", "--field", join(debs, deb), "Version"],
    `read the version of ${deb}`,
  );
  return version
    .trim()
    .replace(/^\d+:/, "")
    .replace(/-[^-]*$/, "")
    .replaceAll(/[^A-Za-z0-9+._-]/g, "-");
}

function debianVersion(directory: string): string {
  return readFileSync(join(directory, "base/etc/debian_version"), "utf8").trim();
}
