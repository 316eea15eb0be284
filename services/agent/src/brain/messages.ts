import { z } from "zod";

/** A tool that the model asked for. */
export const StoredCall = z.object({
  id: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
});
export type StoredCall = z.infer<typeof StoredCall>;

/** One message of a conversation as plain JSON, the same for every model provider. */
export const StoredMessage = z.discriminatedUnion("role", [
  z.object({ role: z.literal("user"), text: z.string() }),
  z.object({ role: z.literal("assistant"), text: z.string(), calls: z.array(StoredCall) }),
  z.object({
    role: z.literal("tool"),
    call: z.string(),
    tool: z.string(),
    ok: z.boolean(),
    text: z.string(),
  }),
]);
export type StoredMessage = z.infer<typeof StoredMessage>;
