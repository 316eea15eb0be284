import { setTimeout as pause } from "node:timers/promises";

const PAUSE_MS = 100;
const TRIES = 600;

/** Looks again and again until a fact holds; what throws does not hold yet. For global setup, where expect.poll is not. */
export const until = async (what: string, fact: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await fact().catch(() => false)) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`It never came true that ${what}.`);
};
