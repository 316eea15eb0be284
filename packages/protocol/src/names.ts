import { z } from "zod";

/** The rule for container names: `vb-<name>` must fit the 15 characters of a network interface. */
export const containerNameRule =
  "1 to 11 characters: small letters, digits and dashes, beginning with a letter, not ending in a dash";

/** A container's name as its owner calls it; also what a machine on the host is called. */
export const ContainerName = z
  .string({ error: `must be a container name: ${containerNameRule}` })
  .regex(/^[a-z]([a-z0-9-]{0,9}[a-z0-9])?$/, { error: `must be a container name: ${containerNameRule}` })
  .brand<"ContainerName">();
export type ContainerName = z.infer<typeof ContainerName>;

export const ownerIdRule =
  "the channel and the sender's id there, such as telegram:123456: small letters, a colon, then 1 to 64 of A-Z a-z 0-9 _ . @ -";

/** Who a container belongs to, e.g. `telegram:123456`. The channel supplies it, never the model. */
export const OwnerId = z
  .string({ error: `must be an owner: ${ownerIdRule}` })
  .regex(/^[a-z]{1,16}:[A-Za-z0-9_.@-]{1,64}$/, { error: `must be an owner: ${ownerIdRule}` })
  .brand<"OwnerId">();
export type OwnerId = z.infer<typeof OwnerId>;

export const requestIdRule = "1 to 64 characters of A-Z a-z 0-9 . _ : -";

/** A caller's id for one request; a retry with the same id joins the same operation. */
export const RequestId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: `must be ${requestIdRule}` })
  .brand<"RequestId">();
export type RequestId = z.infer<typeof RequestId>;
