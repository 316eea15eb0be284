import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { readConfig } from "@voxnix/daemon";
import { z } from "zod";
import type { Limits } from "./store/record.ts";

const folder = (example: string) =>
  z
    .string()
    .regex(/^\/[^\s:]*$/, { error: "must be an absolute path without spaces or colons" })
    .describe(example);
const wholeNumber = (low: number, high: number, fallback: number) =>
  z.coerce
    .number({ error: "must be a number" })
    .int()
    .min(low)
    .max(high)
    .default(fallback)
    .describe(String(fallback));

const Environment = z.object({
  VOXNIX_STATE: folder("/var/lib/voxnix").default("/var/lib/voxnix"),
  VOXNIX_WORKSPACES: folder("/var/lib/voxnix-workspaces").default("/var/lib/voxnix-workspaces"),
  VOXNIX_WORKSPACE_STORAGE: z.enum(["auto", "directory", "btrfs", "zfs"]).default("auto").describe("auto"),
  VOXNIX_ZFS_DATASET: z
    .string()
    .regex(/^([A-Za-z0-9][A-Za-z0-9_.:-]*(\/[A-Za-z0-9][A-Za-z0-9_.:-]*)*)?$/, {
      error: "must be the name of a dataset",
    })
    .default("")
    .describe("tank/voxnix"),
  VOXNIX_WORKSPACE_QUOTA_MB: wholeNumber(0, 1_000_000_000, 0),
  VOXNIX_TRASH_DAYS: wholeNumber(0, 3_650, 30),
  VOXNIX_GCROOTS: folder("/nix/var/nix/gcroots/voxnix").default("/nix/var/nix/gcroots/voxnix"),
  VOXNIX_NIXPKGS: folder("/nix/store/…-nixpkgs"),
  VOXNIX_LIBRARY: folder("/opt/voxnix/nix").default(fileURLToPath(new URL("../../../nix", import.meta.url))),
  VOXNIX_EXTRA_CONTAINER: z.string().default("extra-container"),
  VOXNIX_BRIDGE: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9._-]{0,14}$/, { error: "must be the name of a network interface" })
    .default("br-vox")
    .describe("br-vox"),
  VOXNIX_SUBNET: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){3}\/(1[6-9]|2\d)$/, { error: "must be an IPv4 network, /16 to /29" })
    .default("10.88.0.0/24")
    .describe("10.88.0.0/24"),
  VOXNIX_MAX_CONTAINERS_PER_OWNER: wholeNumber(1, 10_000, 10),
  // By itself a container leaves the host half of its memory and all but so many of its processes.
  VOXNIX_LIMIT_MEMORY_MB: wholeNumber(0, 1_000_000_000, Math.floor(totalmem() / 2 ** 21)),
  VOXNIX_LIMIT_CPU_PERCENT: wholeNumber(0, 1_000_000, 0),
  VOXNIX_LIMIT_TASKS: wholeNumber(0, 1_000_000, 4_096),
  VOXNIX_OWNER_MEMORY_MB: wholeNumber(0, 1_000_000_000, 0),
  VOXNIX_OWNER_CPU_PERCENT: wholeNumber(0, 1_000_000, 0),
  VOXNIX_OWNER_TASKS: wholeNumber(0, 100_000_000, 0),
  VOXNIX_OWNER_DISK_MB: wholeNumber(0, 1_000_000_000, 0),
  // docker opens three more system calls of the kernel's: whoever runs the host decides that.
  VOXNIX_FORBIDDEN_MODULES: z
    .string()
    .regex(/^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$/, { error: "must be names of modules with commas, or none" })
    .default("docker")
    .describe("docker"),
  VOXNIX_IMAGES_KEEP: wholeNumber(0, 10_000, 20),
  VOXNIX_IMAGES_DAYS: wholeNumber(0, 10_000, 30),
  VOXNIX_IMAGES_GB: wholeNumber(0, 1_000_000, 0),
  VOXNIX_GENERATIONS: wholeNumber(2, 1_000, 10),
  VOXNIX_AUDIT_FILE_MB: wholeNumber(1, 1_000, 8),
  VOXNIX_AUDIT_FILES: wholeNumber(1, 10_000, 16),
  VOXNIX_PREBUILD: folder("/etc/voxnix/prebuild.json").optional(),
  VOXNIX_START_TIMEOUT_S: wholeNumber(5, 3_600, 120),
  VOXNIX_EVAL_MEMORY_MB: wholeNumber(128, 1_000_000, 4_096),
  VOXNIX_AGENT_SOCKET: folder("/run/voxnix/agent.sock").default("/run/voxnix/agent.sock"),
  VOXNIX_ADMIN_SOCKET: folder("/run/voxnix/admin.sock").default("/run/voxnix/admin.sock"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info").describe("info"),
});

export interface Config {
  /** Records, journal and specs. */
  state: string;
  /** One folder per container with the workspace module, and `.copies`. */
  workspaces: string;
  /** What that folder is meant to lie on. */
  storage: "auto" | "directory" | "btrfs" | "zfs";
  /** The ZFS dataset that is mounted there; empty without ZFS. */
  zfsDataset: string;
  /** How long the workspace of a destroyed container is kept. */
  trashMs: number;
  gcRoots: string;
  nixpkgs: string;
  /** The repository's nix/ folder: modules and compose. */
  library: string;
  /** Program name or path. */
  extraContainer: string;
  bridge: string;
  /** CIDR; its first address is the gateway. */
  subnet: string;
  containersPerOwner: number;
  /** What a container gets that asks for nothing else. */
  limits: Limits;
  /** What all containers of an owner may take together. */
  ownerLimits: Limits;
  /** Modules that only an admin may choose. */
  forbiddenModules: readonly string[];
  /** How many images that no container uses are kept, those used last. */
  imagesKept: number;
  /** How long an image is kept that no container uses; 0 for ever. */
  imagesKeptMs: number;
  /** What all images may take of the store before unused ones go; 0 for no limit. */
  imagesBytes: number;
  /** How many generations of a container are kept, the current one included. */
  generationsKept: number;
  /** When a file of the audit log is full. */
  auditFileBytes: number;
  /** How many full ones are kept. */
  auditFilesKept: number;
  /** A JSON file of the images to be built at start, or undefined. */
  prebuild: string | undefined;
  startTimeoutMs: number;
  /** What a Nix evaluation may take. */
  evalMemoryMb: number;
  /** Where the doors are when systemd does not pass them, and where the watchdog knocks. */
  agentSocket: string;
  adminSocket: string;
  logLevel: string;
}

/** The executor's configuration. @throws ConfigError that names each variable at fault */
export function readExecutorConfig(environment: Record<string, string | undefined>): Config {
  const given = readConfig(Environment, environment);
  return {
    state: given.VOXNIX_STATE,
    workspaces: given.VOXNIX_WORKSPACES,
    storage: given.VOXNIX_WORKSPACE_STORAGE,
    zfsDataset: given.VOXNIX_ZFS_DATASET,
    trashMs: given.VOXNIX_TRASH_DAYS * 86_400_000,
    gcRoots: given.VOXNIX_GCROOTS,
    nixpkgs: given.VOXNIX_NIXPKGS,
    library: given.VOXNIX_LIBRARY,
    extraContainer: given.VOXNIX_EXTRA_CONTAINER,
    bridge: given.VOXNIX_BRIDGE,
    subnet: given.VOXNIX_SUBNET,
    containersPerOwner: given.VOXNIX_MAX_CONTAINERS_PER_OWNER,
    limits: {
      memoryBytes: given.VOXNIX_LIMIT_MEMORY_MB * 2 ** 20,
      cpuPercent: given.VOXNIX_LIMIT_CPU_PERCENT,
      tasks: given.VOXNIX_LIMIT_TASKS,
      diskBytes: given.VOXNIX_WORKSPACE_QUOTA_MB * 2 ** 20,
    },
    ownerLimits: {
      memoryBytes: given.VOXNIX_OWNER_MEMORY_MB * 2 ** 20,
      cpuPercent: given.VOXNIX_OWNER_CPU_PERCENT,
      tasks: given.VOXNIX_OWNER_TASKS,
      diskBytes: given.VOXNIX_OWNER_DISK_MB * 2 ** 20,
    },
    forbiddenModules: given.VOXNIX_FORBIDDEN_MODULES.split(",").filter((name) => name !== "none"),
    imagesKept: given.VOXNIX_IMAGES_KEEP,
    imagesKeptMs: given.VOXNIX_IMAGES_DAYS * 86_400_000,
    imagesBytes: given.VOXNIX_IMAGES_GB * 1e9,
    generationsKept: given.VOXNIX_GENERATIONS,
    auditFileBytes: given.VOXNIX_AUDIT_FILE_MB * 2 ** 20,
    auditFilesKept: given.VOXNIX_AUDIT_FILES,
    prebuild: given.VOXNIX_PREBUILD,
    startTimeoutMs: given.VOXNIX_START_TIMEOUT_S * 1_000,
    evalMemoryMb: given.VOXNIX_EVAL_MEMORY_MB,
    agentSocket: given.VOXNIX_AGENT_SOCKET,
    adminSocket: given.VOXNIX_ADMIN_SOCKET,
    logLevel: given.LOG_LEVEL,
  };
}
