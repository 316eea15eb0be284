import { VoxnixError } from "@voxnix/protocol";

/** How much a tree takes, and may take; bytes, 0 for unknown and for no limit. */
export interface Usage {
  usedBytes: number;
  quotaBytes: number;
}

/**
 * The trees that containers keep their files in, one per machine, and the copies of them. A copy is what went to
 * the trash or a snapshot; its id is unique. What is asked for twice is done once: after a crash it is asked for
 * again.
 */
export interface Storage {
  readonly kind: "directory" | "btrfs" | "zfs";
  readonly canSnapshot: boolean;
  /** Whether its trees have quotas. */
  readonly canLimit: boolean;
  /** Where a machine's tree is on the host, whether or not it is there. */
  path(machine: string): string;
  has(machine: string): Promise<boolean>;
  /** The machines that have one. */
  machines(): Promise<string[]>;
  /** Makes an empty tree within its quota; one that is there is kept. Root's own and readable. */
  make(machine: string): Promise<void>;
  /** Changes the quota of a tree that is there; 0 for none. Does nothing where there are no quotas. */
  limit(machine: string, bytes: number): Promise<void>;
  /** Removes a tree that holds nothing at all. @returns whether it is gone; storage that cannot be sure keeps it */
  removeIfEmpty(machine: string): Promise<boolean>;
  /** Puts a tree aside as a copy. */
  putAside(machine: string, copy: string): Promise<void>;
  /** Takes back what was put aside: the copy is gone then. */
  takeBack(copy: string, machine: string): Promise<void>;
  /** Keeps a tree as it is now. @throws UNSUPPORTED */
  snapshot(machine: string, copy: string): Promise<void>;
  /** Makes a machine's tree from a snapshot, which stays. @throws UNSUPPORTED */
  fromSnapshot(copy: string, machine: string): Promise<void>;
  /** The ids of all copies that are there. */
  copies(): Promise<Set<string>>;
  /** Removes a copy for good. @throws IN_USE while other copies hang on it */
  removeCopy(copy: string): Promise<void>;
  /** Of all trees and copies whose size is known, by machine or copy. */
  usage(): Promise<Map<string, Usage>>;
}

export interface StorageOptions {
  /** The folder of all trees. */
  workspaces: string;
  /** Of a machine's tree, when it is made; 0 for none. */
  quotaOf: (machine: string) => number;
  /** The dataset that is mounted at that folder; empty without ZFS. */
  zfsDataset: string;
  /** What the host is meant to have; "auto" for whatever it has. */
  storage: Storage["kind"] | "auto";
}

/** The refusal where the host's storage has no snapshots. */
export function noSnapshots(kind: Storage["kind"]): VoxnixError {
  return new VoxnixError(
    "UNSUPPORTED",
    `This host keeps workspaces in a plain ${kind}, which has no snapshots. They need btrfs or ZFS.`,
  );
}
