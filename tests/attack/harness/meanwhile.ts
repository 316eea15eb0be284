import { setTimeout as pause } from "node:timers/promises";
import { type ExecutorClient, VoxnixError } from "@voxnix/protocol";
import { expect } from "vitest";

/** What others got who asked while something went on. */
export interface Meanwhile<T> {
  readonly result: T;
  /** At the admin's door. */
  readonly admin: number;
  /** At the agent's door, on a connection that was there. */
  readonly agent: number;
  /** How often the agent's door was full. */
  readonly full: number;
}

/**
 * While something goes on, others are answered: at the admin's door always, at the agent's unless it is told that
 * as many calls are open there as it takes. How long that takes depends on the machine: it is no part of the promise.
 */
export async function servedMeanwhile<T>(
  { tenant, admin }: { tenant: ExecutorClient; admin: ExecutorClient },
  owner: string,
  attacking: Promise<T>,
): Promise<Meanwhile<T>> {
  const state = { over: false };
  const result = attacking.finally(() => {
    state.over = true;
  });
  // If the others are not served, that is what the test tells.
  result.catch(() => undefined);
  const answered = { admin: 0, agent: 0, full: 0 };
  do {
    await admin.containers.List({}, { deadlineMs: 0 });
    answered.admin++;
    const asked = tenant.containers.List({ owner }, { deadlineMs: 0 });
    const got = await asked.catch((error: unknown) => error);
    if (got instanceof VoxnixError && got.reason === "QUOTA_EXCEEDED") answered.full++;
    else {
      expect(got).toMatchObject({ containers: expect.anything() });
      answered.agent++;
    }
    await pause(100);
  } while (!state.over);
  return { result: await result, ...answered };
}

/** The same as words for the table. */
export const inWords = ({ admin, agent, full }: Meanwhile<unknown>): string =>
  `meanwhile others got ${admin} answers at the admin's door and ${agent} at the agent's${full > 0 ? `, where it was full ${full} times` : ""}`;
