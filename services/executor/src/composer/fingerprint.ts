import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";

interface Listed {
  path: string;
  /** Size and time of change: a cheap sign that the content may have changed. */
  stamp: string;
}

/** The files below a folder in a fixed order; undefined if there are more than `limit`. */
function list(folder: string, limit: number): Listed[] | undefined {
  const found: Listed[] = [];
  const visit = (path: string): boolean => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const below = join(path, entry.name);
      if (entry.isDirectory() ? !visit(below) : found.length >= limit) return false;
      if (entry.isDirectory()) continue;
      const stat = statSync(join(folder, below), { throwIfNoEntry: false });
      found.push({ path: below, stamp: `${stat?.size}:${stat?.mtimeMs}` });
    }
    return true;
  };
  return visit("") ? found.sort((a, b) => (a.path < b.path ? -1 : 1)) : undefined;
}

// A link that leads nowhere is a file without content, until there is something at its end.
const contentOf = (path: string) => (existsSync(path) ? readFileSync(path, "latin1") : "");

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** The identity of a folder's content, taken again only when a file's size or time has changed. */
export class FolderFingerprint {
  readonly #folders: readonly string[];
  #stamp = "";
  #hash = "";

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** A hash of names and contents of all files. @throws if a folder cannot be read */
  current(): string {
    const files = this.#folders.flatMap((folder) =>
      (list(folder, 100_000) ?? []).map((file) => ({ ...file, full: join(folder, file.path) })),
    );
    const stamp = JSON.stringify(files.map((file) => [file.full, file.stamp]));
    if (stamp !== this.#stamp) {
      const content = files.map((file) => [file.path, hash(contentOf(file.full))]);
      this.#hash = hash(JSON.stringify(content));
      this.#stamp = stamp;
    }
    return this.#hash;
  }
}

const smallTree = 3_000;
const versionFiles = [".version", ".version-suffix", ".git-revision", "lib/.version"];

/**
 * What tells one nixpkgs from another: its store path where it is in the store, its files where they
 * are few (a stand-in, a fork in the making), else the revision that it says it is.
 */
export function nixpkgsIdentity(path: string): string {
  if (!existsSync(path)) {
    throw new VoxnixError(
      "EVAL_FAILED",
      `There is no nixpkgs at ${path}. The admin has to set VOXNIX_NIXPKGS.`,
    );
  }
  const real = realpathSync(path);
  if (real.startsWith("/nix/store/")) return real;
  const files = list(real, smallTree);
  if (files !== undefined) return `${real}:${new FolderFingerprint([real]).current()}`;
  const versions = versionFiles.map((file) => {
    const there = statSync(join(real, file), { throwIfNoEntry: false })?.isFile() ?? false;
    return there ? readFileSync(join(real, file), "utf8").trim() : "";
  });
  return `${real}:${versions.join(":")}:${statSync(real).mtimeMs}`;
}
