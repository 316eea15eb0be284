import { OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import { Choice, ContainerRecord, Limits, noLimits } from "../store/record.ts";

/** What an update or a rollback is to lead to. */
export const Target = z.object({
  ...Choice.shape,
  autostart: z.boolean(),
  workspace: z.string().nullable(),
  limits: Limits.default(noLimits),
  /** The only system that it may lead to; empty for whatever the choice leads to. */
  expectedImage: z.string(),
  /** Only what the host says of it is to change: its system stays, whatever the choice leads to by now. */
  keepImage: z.boolean().default(false),
  /** Of a rollback the generation to bring back, else 0. */
  rollBackTo: z.number().int(),
});
export type Target = z.infer<typeof Target>;

const Plain = z.object({
  kind: z.enum(["CREATE", "START", "STOP", "RESTART", "DESTROY"]),
  /** As it was when the operation began; of a create, as it is to be. */
  record: ContainerRecord,
  /** Whether the container ran when it was asked for. Not said of a create, nor by former versions. */
  ran: z.boolean().optional(),
});
const Change = z.object({
  kind: z.enum(["PREVIEW", "UPDATE", "ROLLBACK"]),
  record: ContainerRecord,
  target: Target,
  /** Whether the container ran when it was asked for. */
  ran: z.boolean(),
});
const Restore = z.object({
  kind: z.literal("RESTORE"),
  /** As it was; of a container that was destroyed, as it is to be created again: then its stage is "creating". */
  record: ContainerRecord,
  /** What is brought back. */
  copyId: z.string(),
  /** What its files go to the trash as. */
  asideId: z.string(),
  /** Whether the container ran when it was asked for. */
  ran: z.boolean(),
});
const Prebuild = z.object({ kind: z.literal("PREBUILD"), record: z.null(), choice: Choice });

/** What an operation is to do, as it is journalled. */
export const Task = z.discriminatedUnion("kind", [Plain, Change, Restore, Prebuild]);
export type Task = z.infer<typeof Task>;
export type PlainTask = z.infer<typeof Plain>;
export type ChangeTask = z.infer<typeof Change>;
export type RestoreTask = z.infer<typeof Restore>;
export type Kind = Task["kind"];

/** Whose the operations are that concern no container, and the containers of an admin who names no owner. */
export const hostOwner = OwnerId.parse("admin:root");
