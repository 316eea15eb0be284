import type { Container } from "@voxnix/protocol";
import { runIn } from "../../system/harness/inside.ts";
import type { Guest } from "../guest.ts";
import type { Expected } from "../world.ts";

/** How often they are asked while a hog has all that it can get. */
export const rounds = 5;
/** Whoever does not answer within this time does not answer: all programs are slow on an emulated processor. */
export const answer = { deadlineMs: 300_000, seconds: 300 };

/** Asks the host and the neighbour, who has to start a program and write a file for it. */
export async function bothAnswer(
  guest: Guest,
  neighbour: Expected,
): Promise<{ answered: number; slowestMs: number }> {
  let [answered, slowestMs] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    if (await answers(guest, neighbour).catch(() => false)) answered += 1;
    slowestMs = Math.max(slowestMs, performance.now() - began);
  }
  return { answered, slowestMs };
}

async function answers(guest: Guest, { owner, name }: Expected): Promise<boolean> {
  await guest.tenant.host.Status({}, answer);
  const command = ["sh", "-c", "echo $((6 * 7)) > /workspace/said && cat /workspace/said"];
  const { code, stdout } = await runIn(guest.tenant, owner, name, command, {
    timeoutSeconds: answer.seconds,
  });
  return code === 0 && stdout.trim() === "42";
}

/** Whoever has to be what they were: the neighbour, the executor, and the host's units that failed. */
export async function othersOf(guest: Guest, { owner, name }: Expected): Promise<unknown> {
  const { state, sinceMs }: Container = await guest.tenant.containers.Get({ owner, name }, answer);
  const units = await guest.expect(
    "systemctl show --property=MainPID,NRestarts voxnix-executor; systemctl list-units --failed --plain --no-legend",
    { timeoutMs: answer.deadlineMs },
  );
  return { state, sinceMs, units };
}
