import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readIfThere, syncFolder } from "../store/atomic.ts";
import type { ContainerRecord } from "../store/record.ts";
import { holdRoot, removeRoot } from "./gc-root.ts";

/** The texts of a container's unit and conf, and the store paths that they need. */
export interface HostSide {
  unit: string;
  conf: string;
  needs: { image: string; template: string };
}

/**
 * The host sides of containers: a folder each, `<roots>/host-sides/<machine>/<identity>`, in the layout that
 * `extra-container create <path>` installs from. It lies among the roots of the garbage collector, so that the two
 * links in it hold what it needs, and is there as soon as the store is, before other disks are. The unit in it is a
 * link to a file of its content, `units/<identity>`: two with one unit have one file, and so neither systemd nor
 * extra-container takes them for different.
 * Executors before this one had Nix build them: then a root `<roots>/containers/<machine>` holds each in the store.
 */
export class HostSides {
  readonly #folder: string;
  readonly #former: string;

  constructor(roots: string) {
    this.#folder = join(roots, "host-sides");
    this.#former = join(roots, "containers");
  }

  /** Writes one unless it is there already. @returns its path: equal content has an equal one */
  async write(machine: string, { unit, conf, needs }: HostSide): Promise<string> {
    const path = join(this.#folder, machine, hashOf(JSON.stringify([unit, conf, needs])));
    if ((await textsAt(path, machine)) === unit + conf) return path;
    // Removing it was cut off once.
    await rm(path, { recursive: true, force: true });
    const draft = `${path}.new`;
    await rm(draft, { recursive: true, force: true });
    const [unitFile, confFile] = filesOf(draft, machine);
    const shared = join(this.#folder, machine, units, hashOf(unit), basename(unitFile));
    if ((await readIfThere(shared)) !== unit) await writeText(shared, unit);
    await mkdir(dirname(unitFile), { recursive: true });
    await symlink(shared, unitFile);
    await writeText(confFile, conf);
    for (const [name, target] of Object.entries(needs)) await symlink(target, join(draft, name));
    await syncFolder(draft);
    await rename(draft, path);
    await syncFolder(dirname(path));
    return path;
  }

  /** Lets the record's be the only one that is kept. @throws if it is not there */
  async settle({ machine, hostSide }: ContainerRecord): Promise<void> {
    const folder = join(this.#folder, machine);
    if (dirname(hostSide) === folder) {
      if (!existsSync(hostSide)) throw new Error(`the host side of ${machine} is not there: ${hostSide}`);
      const [unit] = filesOf(hostSide, machine);
      const kept = [hostSide, join(folder, units), dirname(await readlink(unit).catch(() => ""))];
      const there = [folder, join(folder, units)].map(async (each) =>
        (await entries(each)).map((name) => join(each, name)),
      );
      for (const path of (await Promise.all(there)).flat()) {
        if (!kept.includes(path)) await rm(path, { recursive: true, force: true });
      }
      await this.#forgetFormer(machine);
    } else {
      if (hostSide !== "") await holdRoot(join(this.#former, machine), hostSide);
      await removeFormer(join(this.#former, `${machine}.next`));
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The ones that are kept, by machine; more than one while one is decided on. */
  async held(): Promise<Map<string, string[]>> {
    const found: { machine: string; path: string }[] = [];
    for (const root of await entries(this.#former)) {
      // No machine has a dot in its name.
      const path = await readlink(join(this.#former, root)).catch(() => "");
      found.push({ machine: root.split(".")[0] ?? "", path });
    }
    for (const machine of await entries(this.#folder)) {
      for (const identity of await entries(join(this.#folder, machine))) {
        if (identity === units) continue;
        // A draft was cut off: nothing is installed from it.
        found.push({ machine, path: identity.endsWith(".new") ? "" : join(this.#folder, machine, identity) });
      }
    }
    const byMachine = Map.groupBy(found, ({ machine }) => machine);
    return new Map([...byMachine].map(([machine, held]) => [machine, held.map(({ path }) => path)]));
  }

  /** Lets go of all that is kept of a machine. */
  async forget(machine: string): Promise<void> {
    await rm(join(this.#folder, machine), { recursive: true, force: true });
    await this.#forgetFormer(machine);
  }

  async #forgetFormer(machine: string): Promise<void> {
    for (const name of [`${machine}.next`, machine]) await removeFormer(join(this.#former, name));
  }
}

const units = "units";

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Unit and conf within a host side. */
export function filesOf(hostSide: string, machine: string): [unit: string, conf: string] {
  return [
    join(hostSide, "etc/systemd/system", `container@${machine}.service`),
    join(hostSide, "etc/nixos-containers", `${machine}.conf`),
  ];
}

async function textsAt(hostSide: string, machine: string): Promise<string | undefined> {
  const texts = await Promise.all(filesOf(hostSide, machine).map(readIfThere));
  return texts.includes(undefined) ? undefined : texts.join("");
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "w", 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

// Nix made a second link to it: looking through those takes time that containers of today need not spend.
async function removeFormer(root: string): Promise<void> {
  if ((await readlink(root).catch(() => undefined)) !== undefined) await removeRoot(root);
}

const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
