import { ContainerName, containerNameRule } from "@voxnix/protocol";
import { z } from "zod";

/** A container's name as a tool argument: the contract's own rule, told to the model as JSON schema. */
export const containerName = ContainerName.describe(`The container's name: ${containerNameRule}`);

export const operationId = z
  .string({ error: "must be an operation's id, such as op-0m3k9x2-7f3a" })
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: "must be an operation's id, such as op-0m3k9x2-7f3a" })
  .describe("The operation's id");
