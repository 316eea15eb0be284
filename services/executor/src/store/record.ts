import { ContainerName, OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import { recordByName } from "./by-name.ts";

/** A setting's value as JSON has it. */
export const PlainSetting = z.union([
  z.string(),
  z.number().int(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.string()),
]);
export type PlainSetting = z.infer<typeof PlainSetting>;

export const ChosenModule = z.strictObject({
  name: z.string(),
  /** Those that differ from their defaults. */
  settings: recordByName(PlainSetting),
});
export type ChosenModule = z.infer<typeof ChosenModule>;

/** What a container is made of. Equal choices share an image. */
export const Choice = z.strictObject({
  modules: z.array(ChosenModule),
  /** Packages of nixpkgs by attribute name, sorted. */
  packages: z.array(z.string()),
});
export type Choice = z.infer<typeof Choice>;

const PackageDifference = z.strictObject({
  name: z.string(),
  oldVersion: z.string(),
  newVersion: z.string(),
});
/** What is different between two configurations; see Changes in proto/voxnix/v1/container.proto. */
export const Difference = z.strictObject({
  modulesAdded: z.array(z.string()),
  modulesRemoved: z.array(z.string()),
  modulesChanged: z.array(z.string()),
  packages: z.array(PackageDifference),
  sizeDeltaBytes: z.number().int(),
  sizeBytes: z.number().int(),
  restart: z.boolean(),
  none: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

/** One configuration that a container has or had. */
export const Generation = z.strictObject({
  /** Counts from 1 within a container. */
  number: z.number().int().min(1),
  ...Choice.shape,
  /** Store path of the system. */
  image: z.string(),
  workspace: z.string().nullable(),
  /** Unix time in milliseconds. */
  createdMs: z.number().int(),
  /** The operation that made it; empty where that is not known. */
  operationId: z.string(),
  /** The generation that it brought back, or 0. */
  rolledBackTo: z.number().int(),
  /** Against the one before it; null for the first. */
  changes: Difference.nullable(),
});
export type Generation = z.infer<typeof Generation>;

/** What a container may take of the host; see Limits in proto/voxnix/v1/container.proto. 0 is no limit. */
export const Limits = z.strictObject({
  memoryBytes: z.number().int(),
  cpuPercent: z.number().int(),
  tasks: z.number().int(),
  diskBytes: z.number().int(),
});
export type Limits = z.infer<typeof Limits>;

/** Of a container from before there were any. */
export const noLimits: Limits = { memoryBytes: 0, cpuPercent: 0, tasks: 0, diskBytes: 0 };

const Current = z.strictObject({
  version: z.literal(2),
  name: ContainerName,
  owner: OwnerId,
  /** What the host calls it. */
  machine: ContainerName,
  /** "creating" until the create operation is through. */
  stage: z.enum(["creating", "created"]),
  ...Choice.shape,
  autostart: z.boolean(),
  /** Without prefix length. */
  address: z.string(),
  /** Store path of the system; empty until it is built. */
  image: z.string(),
  /** Store path of unit and conf; empty until they are built. */
  hostSide: z.string(),
  /** Where the workspace folder is inside, or null without one. */
  workspace: z.string().nullable(),
  /** Unix time in milliseconds. */
  createdMs: z.number().int(),
  /** Number of the generation that it runs; 0 until it is created. */
  generation: z.number().int(),
  /** Those that it can go back to and the one that it runs, oldest first. */
  generations: z.array(Generation),
  limits: Limits.default(noLimits),
  /** The operation that changed it last; empty where that is not known. */
  changedBy: z.string(),
});
export type ContainerRecord = z.infer<typeof Current>;

/** What voxnix knows of a container beside what systemd says: the text of its record.json. */
export const ContainerRecord = z.preprocess(fromVersion1, Current);

const Version1 = z.looseObject({
  version: z.literal(1),
  stage: z.string(),
  modules: z.unknown(),
  image: z.unknown(),
  workspace: z.unknown(),
  createdMs: z.unknown(),
});

// Before there were packages and generations: what it runs is its first.
function fromVersion1(json: unknown): unknown {
  const old = Version1.safeParse(json);
  if (!old.success) return json;
  const { modules, image, workspace, createdMs, stage } = old.data;
  const first = { number: 1, modules, packages: [], image, workspace, createdMs };
  const created = stage === "created";
  return {
    ...old.data,
    version: 2,
    packages: [],
    changedBy: "",
    generation: created ? 1 : 0,
    generations: created ? [{ ...first, operationId: "", rolledBackTo: 0, changes: null }] : [],
  };
}
