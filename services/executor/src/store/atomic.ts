import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { atWrite } from "../system/boundaries.ts";

/**
 * Replaces a file so that a crash leaves the old text or the new one, never a part.
 * Creates the folder if need be. Readable by root alone. Who writes the same file at the same time does so in turn.
 */
export function writeAtomically(path: string, text: string): Promise<void> {
  const before = writing.get(path);
  const write = () => replace(path, text);
  const written = before === undefined ? write() : before.then(write, write);
  writing.set(path, written);
  const done = () => {
    if (writing.get(path) === written) writing.delete(path);
  };
  written.then(done, done);
  return written;
}

/** The last write of each file that is being written: they share a draft. */
const writing = new Map<string, Promise<void>>();

async function replace(path: string, text: string): Promise<void> {
  atWrite(path, "before");
  const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  atWrite(path, "half");
  await rename(draft, path);
  await syncFolder(dirname(path));
  if (made !== undefined) await syncAbove(dirname(path), made);
  atWrite(path, "after");
}

/** Removes what writes that were cut off have left in a folder, and `deep` levels below it. */
export async function clearDrafts(folder: string, deep = 0): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith(".new")) await rm(path, { force: true });
    if (entry.isDirectory() && deep > 0) await clearDrafts(path, deep - 1);
  }
}

/** Makes what was renamed or removed in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The same for folders that were made: from one of them up to the topmost. */
export async function syncAbove(folder: string, topmost: string): Promise<void> {
  for (let at = dirname(folder); at.length >= dirname(topmost).length; at = dirname(at)) {
    await syncFolder(at);
    if (at === dirname(at)) return;
  }
}

/** Removes a folder with all that is in it; nothing happens if it is not there. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await syncFolder(dirname(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

/** The text of a file, or undefined if there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
