import { existsSync } from "node:fs";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { command } from "./command.ts";
import type { Work } from "./work.ts";

const program = (image: string) => `${image}/bin/switch-to-configuration`;

/** Whether a running machine can be brought to this system in place. */
export const switchable = (image: string): boolean => existsSync(program(image));

/** Its exit code when units could not be started: which, the facts tell, and whether they were well before. */
const someUnitsFailed = 4;

/**
 * Brings a running machine to the system of the record without restarting it. "test" and not "switch": what it
 * boots next is said by its conf, there is no boot loader inside.
 * @throws START_FAILED with what the program printed
 */
export async function switchTo(
  run: Run,
  { machine, name, image }: ContainerRecord,
  timeoutMs: number,
  { signal, log }: Work,
): Promise<void> {
  const ended = await command(run, machine, [program(image), "test"], timeoutMs, signal);
  for (const line of ended.lines) log("switch-to-configuration", line);
  if (ended.code === 0 || ended.code === someUnitsFailed) return;
  const how = ended.timedOut ? `did not end within ${timeoutMs / 1_000} s` : `ended with code ${ended.code}`;
  throw new VoxnixError("START_FAILED", `${name} could not be switched in place: the switch ${how}.`, {
    container: name,
    lines: ended.lines,
  });
}
