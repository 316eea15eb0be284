import { mkdir } from "node:fs/promises";
import type { Run } from "../system/run.ts";
import { btrfsStorage } from "./btrfs.ts";
import { directoryStorage } from "./directory.ts";
import type { Storage, StorageOptions } from "./storage.ts";
import { isOnBtrfs } from "./subvolumes.ts";
import { zfsStorage } from "./zfs.ts";

/**
 * The storage that the host has: ZFS where a dataset is named, else what the folder lies on.
 * @throws if the host is meant to have another one: a disk that is not mounted must not pass for an empty one
 */
export async function openStorage(options: StorageOptions, run: Run): Promise<Storage> {
  await mkdir(options.workspaces, { recursive: true, mode: 0o700 });
  const kind = await kindOf(options);
  if (options.storage !== "auto" && options.storage !== kind) {
    throw new Error(
      `VOXNIX_WORKSPACE_STORAGE is ${options.storage}, but ${options.workspaces} is ${kind}. Is it mounted?`,
    );
  }
  if (kind === "zfs") return zfsStorage(options, run);
  return kind === "btrfs" ? btrfsStorage(options, run) : directoryStorage(options.workspaces);
}

async function kindOf({ workspaces, zfsDataset }: StorageOptions): Promise<Storage["kind"]> {
  if (zfsDataset !== "") return "zfs";
  return (await isOnBtrfs(workspaces)) ? "btrfs" : "directory";
}
