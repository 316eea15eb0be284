import { expect, it } from "vitest";
import { indecency } from "./decency.ts";
import { complaints, type Vitals, vitals } from "./executor-process.ts";
import { type Answer, RawDoor } from "./raw-door.ts";

declare module "vitest" {
  interface TaskMeta {
    /** A row of the table in docs/security.md. */
    attack?: { what: string; expected: string; observed: string };
  }
}

/** Whether all of it is tried, or a sample that is enough for every change (npm run attack, npm test). */
export const whole = process.env.VOXNIX_ATTACK === "whole";

/** A test that is a row of the table in docs/security.md: what was tried, what is to come of it, what came of it. */
export function attack(
  what: string,
  expected: string,
  run: () => Promise<string>,
  timeoutMs = whole ? 900_000 : 120_000,
): void {
  it(
    `${what}: ${expected}`,
    async ({ task }) => {
      task.meta.attack = { what, expected, observed: "it was not kept off" };
      task.meta.attack.observed = await run();
    },
    timeoutMs,
  );
}

/** What the executor was before, to be held against what it is afterwards. */
export async function watchExecutor(): Promise<{
  /** It is the same process, it complained of nothing, and it gave back what it took. @returns figures for the table */
  came(growthMb?: number): Promise<string>;
}> {
  const sinceMs = Date.now();
  const before = await vitals();
  return {
    async came(growthMb = 96) {
      let after: Vitals = before;
      const look = async () => {
        after = await vitals();
        return {
          same: after.pid === before.pid && after.restarts === before.restarts,
          files: after.files <= before.files + 12,
          memory: after.rssMb <= before.rssMb + growthMb,
        };
      };
      await expect
        .poll(look, { timeout: 90_000, interval: 1_000 })
        .toEqual({ same: true, files: true, memory: true });
      expect(await complaints(sinceMs)).toEqual([]);
      return `same process; ${before.rssMb.toFixed(0)} → ${after.rssMb.toFixed(0)} MiB, ${before.files} → ${after.files} open files`;
    },
  };
}

/** One call to be made, and what it is about. */
export interface Shot {
  readonly path: string;
  readonly message: Uint8Array;
  readonly streams: boolean;
  /** For who reads a failure. */
  readonly what: string;
}

export interface Volley {
  /** How often each reason or status was the answer. */
  readonly outcomes: Record<string, number>;
  readonly calls: number;
}

/**
 * Makes many calls, some at a time. Each has to be done, or refused with a reason.
 * @param hidden texts that no answer may hold unless its request had them
 */
export async function volley(
  socket: string,
  shots: readonly Shot[],
  hidden: readonly string[],
): Promise<Volley> {
  const door = new RawDoor(socket);
  const outcomes: Record<string, number> = {};
  const wrong: string[] = [];
  const waiting = [...shots];
  const work = async () => {
    for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
      const { path, message, streams } = shot;
      const asking = streams ? { readMs: 300, patienceMs: 1_000 } : { readMs: 30_000, patienceMs: 30_000 };
      const answer = await door.call(path, message, asking);
      const bytes = Buffer.from(message);
      const what = indecency(
        answer,
        hidden.filter((text) => !bytes.includes(text)),
      );
      if (what !== undefined) wrong.push(`${shot.what}: ${what}`);
      const outcome = outcomeOf(answer);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  door.close();
  expect(wrong.slice(0, 20)).toEqual([]);
  return { outcomes, calls: shots.length };
}

function outcomeOf({ ended, status, reason }: Answer): string {
  if (ended !== "answered") return ended;
  return status === 0 ? "done" : reason || `status ${status}`;
}

/** The outcomes as words for the table, the most frequent first. */
export function told({ outcomes, calls }: Volley): string {
  const sorted = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  return `${calls} calls: ${sorted.map(([outcome, times]) => `${times} × ${outcome}`).join(", ")}`;
}
