import { ContainerName } from "@voxnix/protocol";
import { z } from "zod";

/** A container's name as a tool argument: the contract's own rule, which the model has from its prompt. */
export const containerName = ContainerName;

export const operationId = z
  .string({ error: "must be an operation's id, such as op-0m3k9x2-7f3a" })
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: "must be an operation's id, such as op-0m3k9x2-7f3a" });

export const copyId = z
  .string({ error: "must be a copy's id, such as trash-0m3k9x2-7f3a" })
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: "must be a copy's id, such as trash-0m3k9x2-7f3a" });

export const secretName = z
  .string({ error: "must be a secret's name: a small letter, then small letters, digits and dashes" })
  .regex(/^[a-z][a-z0-9-]{0,31}$/, {
    error: "must be a secret's name: a small letter, then small letters, digits and dashes, at most 32",
  });

/** A whole number from 1 to so many. */
export function wholeNumber(most: number) {
  return z
    .number({ error: `must be a number from 1 to ${most}` })
    .int({ error: `must be a whole number from 1 to ${most}` })
    .min(1, { error: `must be from 1 to ${most}` })
    .max(most, { error: `must be from 1 to ${most}` });
}
