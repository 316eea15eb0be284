import type { ExecutorClient } from "@voxnix/protocol";
import { expect } from "vitest";
import { inAppliance } from "./appliance.ts";

/** The executor is gone at once, as if the power went. */
export const killExecutor = (): Promise<string> =>
  inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");

/** Waits until the executor is there again and nothing of an owner's is under way any more. */
export const settled = async (client: ExecutorClient, owner: string): Promise<void> => {
  const underway = async () =>
    (await client.operations.List({ owner, underwayOnly: true }).catch(() => undefined))?.operations;
  await expect.poll(underway, { timeout: 60_000, interval: 200 }).toEqual([]);
};
