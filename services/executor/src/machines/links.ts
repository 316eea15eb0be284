import { existsSync } from "node:fs";
import { lstat, mkdir, readlink, realpath, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../store/atomic.ts";
import type { ContainerRecord } from "../store/record.ts";
import { atWrite } from "../system/boundaries.ts";
import { confOf, unitOf } from "./facts.ts";

/** Where extra-container puts units: on NixOS, elsewhere, and where somebody may have linked them by hand. */
export const unitFolders = ["/etc/systemd-mutable/system", "/usr/lib/systemd/system", "/etc/systemd/system"];

const onNixos = existsSync("/run/booted-system/nixos-version");
const unitFolder = onNixos ? "/etc/systemd-mutable/system" : "/usr/lib/systemd/system";

/**
 * The links by which unit and conf of a container are on the host: the same that extra-container makes, so that its
 * `list`, `destroy` and the rest find them.
 * @param host its root
 * @returns whether a unit was replaced that systemd would not notice the change of
 */
export async function link(
  { machine, hostSide, autostart }: ContainerRecord,
  host: string = "/",
): Promise<boolean> {
  const unit = join(host, unitFolder, unitOf(machine));
  const target = await realpath(join(hostSide, "etc/systemd/system", unitOf(machine)));
  const before = await realpath(unit).catch(() => "");
  await place(unit, target);
  const conf = await realpath(join(hostSide, `etc/nixos-containers/${machine}.conf`));
  await place(join(host, confOf(machine)), conf);
  if (autostart) await place(wants(join(host, unitFolder), machine), `../${unitOf(machine)}`);
  else await removeWants(machine, host);
  await syncLinks(machine, host);
  // It compares times of change, and in the store all are the same.
  return (
    before !== "" && before !== target && [before, target].every((path) => path.startsWith("/nix/store/"))
  );
}

/** Takes them away as `extra-container destroy` does: by their names, so that nothing of it stays behind. */
export async function unlink(record: ContainerRecord, host: string = "/"): Promise<void> {
  const { machine } = record;
  await removeWants(machine, host);
  for (const own of await ownLinks(record, host)) await remove(own);
  const [unit, conf] = [join(host, unitFolder, unitOf(machine)), join(host, confOf(machine))];
  if ((await lstat(unit).catch(() => undefined))?.isSymbolicLink()) await remove(unit);
  await remove(conf);
  // Where placing them was cut off.
  for (const path of [unit, conf, wants(join(host, unitFolder), machine)])
    await rm(draftOf(path), { force: true });
  // It makes these two as well, for the garbage collector.
  const roots = join(host, "nix/var/nix/gcroots/auto");
  for (const root of [`extra-container-${machine}`, `extra-container-${machine}.conf`])
    await remove(join(roots, root));
  // A power cut must not bring back what is told to be gone.
  await syncLinks(machine, host);
}

// Each folder for itself: the disk may have a later change of one and lack an earlier one of another.
async function syncLinks(machine: string, host: string): Promise<void> {
  const units = join(host, unitFolder);
  const folders = [units, dirname(wants(units, machine)), dirname(join(host, confOf(machine)))];
  await Promise.all(folders.filter((folder) => existsSync(folder)).map(syncFolder));
}

/** The links on the host that lead into the record's host side, and so are nobody else's. */
export async function ownLinks(
  { machine, hostSide }: ContainerRecord,
  host: string = "/",
): Promise<string[]> {
  if (hostSide === "") return [];
  const unit = unitOf(machine);
  const candidates = [
    { link: join(host, confOf(machine)), source: join(hostSide, `etc/nixos-containers/${machine}.conf`) },
    ...unitFolders.map((folder) => ({
      link: join(host, folder, unit),
      source: join(hostSide, "etc/systemd/system", unit),
    })),
  ];
  const own: string[] = [];
  for (const { link, source } of candidates) {
    const wanted = await resolved(source);
    if (wanted !== undefined && wanted === (await resolved(link))) own.push(link);
  }
  return own;
}

const wants = (folder: string, machine: string) => join(folder, "machines.target.wants", unitOf(machine));

async function removeWants(machine: string, host: string): Promise<void> {
  for (const folder of unitFolders) await rm(wants(join(host, folder), machine), { force: true });
}

// In place of whatever is there, with no moment without it.
async function place(path: string, target: string): Promise<void> {
  if ((await readlink(path).catch(() => undefined)) === target) return;
  atWrite(path, "before");
  await mkdir(dirname(path), { recursive: true });
  const draft = draftOf(path);
  await rm(draft, { force: true });
  await symlink(target, draft);
  await rename(draft, path);
  atWrite(path, "after");
}

const draftOf = (path: string) => `${path}.new`;

async function remove(path: string): Promise<void> {
  atWrite(path, "before");
  await rm(path, { force: true });
  atWrite(path, "after");
}

async function resolved(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
