import { availableParallelism, totalmem } from "node:os";
import { type Limits as LimitsMessage, type OwnerId, parseField, VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import type { ContainerRecord, Limits } from "../store/record.ts";
import type { Engine } from "./engine.ts";

/** What a caller asks for: an absent field stays as it is, 0 is the host's default. */
export type LimitsWish = Partial<Limits>;

type Kind = keyof Limits;
const kinds = ["memoryBytes", "cpuPercent", "tasks", "diskBytes"] as const satisfies readonly Kind[];

const between = (low: number, high: number, rule: string) =>
  z
    .number()
    .int({ error: rule })
    .max(high, { error: rule })
    .refine((value) => value === 0 || value >= low, { error: rule });

// One container alone must leave the host enough to live on.
const mostMemory = Math.floor((totalmem() / 4) * 3);
const mostCpu = availableParallelism() * 100;
const rules = {
  memoryBytes: between(
    64 * 2 ** 20,
    mostMemory,
    `must be 64 MiB to three quarters of this host's memory (${megabytes(mostMemory)}) in bytes, or 0 for the default`,
  ),
  cpuPercent: between(
    5,
    mostCpu,
    `must be 5 to ${mostCpu}, 100 for each core of this host, or 0 for the default`,
  ),
  tasks: between(64, 32_768, "must be 64 to 32768 processes and threads, or 0 for the default"),
  diskBytes: between(16 * 2 ** 20, 2 ** 50, "must be 16 MiB at least in bytes, or 0 for the default"),
};
const fields: Record<Kind, string> = {
  memoryBytes: "memory_bytes",
  cpuPercent: "cpu_percent",
  tasks: "tasks",
  diskBytes: "disk_bytes",
};

/** @param at the field that holds them, with a dot behind it */
export function parseLimits(given: LimitsMessage | null, at: string): LimitsWish {
  const wish: LimitsWish = {};
  for (const kind of kinds) {
    const value = given?.[kind];
    if (value !== undefined) wish[kind] = parseField(`${at}${fields[kind]}`, rules[kind], value);
  }
  return wish;
}

/**
 * The limits that a wish leads to. Does not wait for anything.
 * @param existing the container as it is; without one it is a new one's
 * @param discarded bytes of disk that the owner's trash takes, see discardedBytes
 * @throws QUOTA_EXCEEDED where the owner's containers would be allowed more than the host grants an owner;
 *   UNSUPPORTED for a limit of the disk where workspaces have none
 */
export function grantLimits(
  { config, parts: { records, workspaces } }: Engine,
  owner: OwnerId,
  wish: LimitsWish,
  existing?: ContainerRecord,
  discarded = 0,
): Limits {
  if (wish.diskBytes !== undefined && wish.diskBytes > 0 && !workspaces.storage.canLimit) {
    throw new VoxnixError(
      "UNSUPPORTED",
      "This host keeps workspaces in plain directories, which have no limit. They need btrfs or ZFS.",
      { field: fields.diskBytes },
    );
  }
  const before = existing?.limits ?? config.limits;
  const granted = { ...before };
  for (const kind of kinds) {
    const wished = wish[kind];
    if (wished !== undefined) granted[kind] = wished === 0 ? config.limits[kind] : wished;
  }
  const others = records.ofOwner(owner).filter(({ machine }) => machine !== existing?.machine);
  for (const kind of kinds) {
    const total = config.ownerLimits[kind];
    // What a container had before the host's owner lowered the total, it keeps.
    if (total === 0 || (existing !== undefined && granted[kind] === before[kind])) continue;
    const trash = kind === "diskBytes" ? discarded : 0;
    const taken = others.reduce((sum, { limits }) => sum + limits[kind], trash);
    if (granted[kind] > 0 && taken + granted[kind] <= total) continue;
    throw tooMuch(kind, granted[kind], taken, total, trash);
  }
  return granted;
}

/**
 * What the workspaces of containers that an owner destroyed take of the disk while they are in the trash; that of a
 * container that is there shares its limit. 0 where nobody limits an owner's disk, or nobody counts.
 */
export async function discardedBytes({ config, parts }: Engine, owner: OwnerId): Promise<number> {
  if (config.ownerLimits.diskBytes === 0) return 0;
  const [copies, usage] = await Promise.all([parts.workspaces.copies(), parts.workspaces.usage()]);
  return copies
    .filter(({ record }) => record.owner === owner && parts.records.find(owner, record.name) === undefined)
    .reduce((sum, { id }) => sum + (usage.get(id)?.usedBytes ?? 0), 0);
}

function tooMuch(kind: Kind, asked: number, taken: number, total: number, trash: number): VoxnixError {
  const left = Math.max(0, total - taken);
  const what = asked > 0 ? `would take ${told(kind, asked)}` : "would have no limit";
  const discard =
    trash > 0 ? ` What you destroyed holds ${told(kind, trash)}: discard it to have that back.` : "";
  return new VoxnixError(
    "QUOTA_EXCEEDED",
    `Your containers may take ${told(kind, total)} together; this one ${what}, and ${told(kind, left)} of that is left. Ask for less, or give another one less first.${discard}`,
    { field: fields[kind], rule: `at most ${told(kind, total)} for all containers of an owner` },
  );
}

function told(kind: Kind, amount: number): string {
  switch (kind) {
    case "memoryBytes":
      return `${megabytes(amount)} of memory`;
    case "cpuPercent":
      return `${amount} % of a core`;
    case "tasks":
      return `${amount} processes`;
    case "diskBytes":
      return `${megabytes(amount)} of disk`;
  }
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)} MiB`;
}
