import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../src/errors.ts";
import { onHostOrThrow } from "../../src/host.ts";
import { excluded, type Tree } from "./table.ts";

/**
 * Makes a tree of downloaded .debs.
 * @returns its lines of the manifest: `attribute version program tree`
 */
export async function unpackTree(name: string, tree: Tree, debs: string, into: string): Promise<string[]> {
  await unpack(debs, into);
  for (const [link, program] of Object.entries(tree.links ?? {})) {
    rmSync(join(into, "usr/bin", link), { force: true });
    symlinkSync(program, join(into, "usr/bin", link));
  }
  const version = await versionOf(debs, tree.debian[0] ?? name);
  return Object.entries(tree.gives).map(
    ([attribute, program]) => `${attribute} ${version} ${program} ${name}`,
  );
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
  mkdirSync(join(tree, "usr/bin"), { recursive: true });
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
