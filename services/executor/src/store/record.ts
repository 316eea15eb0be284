import { ContainerName, OwnerId } from "@voxnix/protocol";
import { z } from "zod";

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
  settings: z.record(z.string(), PlainSetting),
});
export type ChosenModule = z.infer<typeof ChosenModule>;

/** What voxnix knows of a container beside what systemd says: the text of its record.json. */
export const ContainerRecord = z.strictObject({
  version: z.literal(1),
  name: ContainerName,
  owner: OwnerId,
  /** What the host calls it. */
  machine: ContainerName,
  /** "creating" until the create operation is through. */
  stage: z.enum(["creating", "created"]),
  modules: z.array(ChosenModule),
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
});
export type ContainerRecord = z.infer<typeof ContainerRecord>;
