import { z } from "zod";

/** What a container is to be, as its owner was told it last. */
const Expected = z.object({
  owner: z.string(),
  name: z.string(),
  autostart: z.boolean(),
  packages: z.array(z.string()),
});
export type Expected = z.infer<typeof Expected>;

/** What is to be found on the machine. */
export const World = z.object({
  containers: z.array(Expected),
  /** Every file that was synced in a workspace: SHA-256 → whose and which. */
  synced: z.record(z.string(), z.string()),
});
export type World = z.infer<typeof World>;

/** Two people, for one may have ten containers and needs room for more. */
export const owners = ["vm:ada", "vm:ben"] as const;

/** The ten that are there from the start: three that start with the host, seven that do not. */
export const inhabitants: readonly Expected[] = Array.from({ length: 10 }, (_, index) => ({
  owner: owners[index % 2] ?? "",
  name: `box${index}`,
  autostart: index < 3,
  packages: index % 3 === 0 ? ["jq"] : [],
}));

export const keyOf = ({ owner, name }: Pick<Expected, "owner" | "name">): string => `${owner}/${name}`;
