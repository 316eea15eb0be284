import { isReason, type Reason } from "@voxnix/protocol";
import { z } from "zod";

/** Who asked for a change: one of the sockets' roles, or the executor itself. */
export const Actor = z.enum(["tenant", "admin", "voxnix"]);
export type Actor = z.infer<typeof Actor>;

/** What was asked for, and by whom. */
export const Change = z.object({
  role: Actor,
  owner: z.string(),
  /** The call, e.g. "Containers.Create". */
  action: z.string(),
  /** The owner's name for the container, or empty. */
  container: z.string(),
  /** Never the value of a secret. */
  arguments: z.record(z.string(), z.unknown()),
  /** Empty where there is none. */
  operation: z.string(),
});
export type Change = z.infer<typeof Change>;

/** How it ended: undefined if it did what was asked. */
export type Trouble = { reason: Reason; message: string } | undefined;

/** One line of the audit log. */
export const AuditLine = z.object({
  /** Counts from 1 without gaps. */
  sequence: z.number().int(),
  /** Unix time in milliseconds. */
  atMs: z.number().int(),
  ...Change.shape,
  result: z.enum(["done", "failed"]),
  reason: z.custom<Reason>((reason) => typeof reason === "string" && isReason(reason)).optional(),
  message: z.string().optional(),
  /** Of a change that was marked before it began: so that it is told once, whenever the executor ends. */
  mark: z.string().optional(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** Undefined for what is no such line. */
export function parseLine(text: string): AuditLine | undefined {
  try {
    return AuditLine.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
