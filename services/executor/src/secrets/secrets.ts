import { existsSync } from "node:fs";
import { chmod, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import { syncAbove, syncFolder } from "../store/atomic.ts";
import { Mutex } from "../system/mutex.ts";

export const secretNameRule = "1 to 32 small letters, digits and dashes, beginning with a letter";
export const SecretName = z
  .string({ error: `must be the name of a secret: ${secretNameRule}` })
  .regex(/^[a-z][a-z0-9-]{0,31}$/, { error: `must be the name of a secret: ${secretNameRule}` })
  .brand<"SecretName">();
export type SecretName = z.infer<typeof SecretName>;

export interface StoredSecret {
  name: SecretName;
  /** Unix time in milliseconds. */
  setMs: number;
}

/**
 * The values that containers need and nobody else may see: `<folder>/<owner>/<name>`, a file each that root
 * alone reads. Nothing here gives a value back: systemd-nspawn reads the file when a container starts.
 */
export class Secrets {
  readonly #folder: string;
  /** A draft has one name: two who set the same secret at once do so one after the other. */
  readonly #turn = new Mutex();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the value is, whether or not it is set. @throws if the name breaks the rule for names */
  path(owner: OwnerId, name: string): string {
    return join(this.#folderOf(owner), SecretName.parse(name));
  }

  has(owner: OwnerId, name: string): boolean {
    return SecretName.safeParse(name).success && existsSync(this.path(owner, name));
  }

  set(owner: OwnerId, name: SecretName, value: Uint8Array): Promise<StoredSecret> {
    return this.#turn.run(() => this.#write(owner, name, value));
  }

  async #write(owner: OwnerId, name: SecretName, value: Uint8Array): Promise<StoredSecret> {
    const folder = this.#folderOf(owner);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    // A folder that was there before keeps its mode otherwise.
    await chmod(this.#folder, 0o700);
    // No secret has a dot in its name: a draft that a crash left is never taken for one.
    const draft = join(folder, `.${name}.new`);
    await rm(draft, { force: true });
    const file = await open(draft, "wx", 0o400);
    try {
      await file.writeFile(value);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.path(owner, name));
    await syncFolder(folder);
    if (made !== undefined) await syncAbove(folder, made);
    return { name, setMs: await this.#setMs(owner, name) };
  }

  /** By name. */
  async list(owner: OwnerId): Promise<StoredSecret[]> {
    const files = await readdir(this.#folderOf(owner)).catch(() => []);
    const names = files.flatMap((file) => SecretName.safeParse(file).data ?? []).sort();
    // One that is removed meanwhile is not listed.
    const stored = names.map((name) =>
      this.#setMs(owner, name).then(
        (setMs) => [{ name, setMs }],
        () => [],
      ),
    );
    return (await Promise.all(stored)).flat();
  }

  /** How many there are of all owners. */
  async count(): Promise<number> {
    const owners = await readdir(this.#folder).catch(() => []);
    const files = await Promise.all(
      owners.map((folder) => readdir(join(this.#folder, folder)).catch(() => [])),
    );
    return files.flat().length;
  }

  async find(owner: OwnerId, name: SecretName): Promise<StoredSecret | undefined> {
    return (await this.list(owner)).find((secret) => secret.name === name);
  }

  /** In turn with those who set it: they are told of what they have set. */
  remove(owner: OwnerId, name: SecretName): Promise<void> {
    return this.#turn.run(async () => {
      await rm(this.path(owner, name), { force: true });
      await syncFolder(this.#folderOf(owner));
    });
  }

  async #setMs(owner: OwnerId, name: SecretName): Promise<number> {
    return Math.floor((await stat(this.path(owner, name))).mtimeMs);
  }

  #folderOf(owner: OwnerId): string {
    return join(this.#folder, folderName(owner));
  }
}

/**
 * An owner as the name of a folder, e.g. "telegram_3a123456": each owner has its own. The path goes into a unit's
 * flags, which are split at blanks and colons.
 */
export function folderName(owner: OwnerId): string {
  return owner.replaceAll(
    /[^A-Za-z0-9-]/g,
    (character) => `_${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
