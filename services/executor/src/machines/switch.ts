import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { unitLines } from "./own-journal.ts";
import type { Work } from "./work.ts";

const program = (image: string) => `${image}/bin/switch-to-configuration`;

/** Whether a running machine can be brought to this system in place. */
export const switchable = (image: string): boolean => existsSync(program(image));

/** Its exit code when units could not be started: which, the facts tell, and whether they were well before. */
const someUnitsFailed = 4;
const graceMs = 15_000;

/**
 * Brings a running machine to the system of the record without restarting it. "test" and not "switch": what it
 * boots next is said by its conf, there is no boot loader inside. Half a switch is worse than none: it is not
 * ended early, and as a unit of the machine's own it goes on should the executor be gone.
 * @throws START_FAILED with what the program printed
 */
export async function switchTo(
  run: Run,
  { machine, name, image }: ContainerRecord,
  timeoutMs: number,
  { log }: Pick<Work, "log">,
): Promise<void> {
  const unit = `voxnix-switch-${randomBytes(6).toString("hex")}.service`;
  const ended = await run(
    "systemd-run",
    [
      ...[`--machine=${machine}`, `--unit=${unit}`, "--wait", "--collect", "--quiet"],
      ...["--service-type=oneshot", `--property=TimeoutStartSec=${Math.ceil(timeoutMs / 1_000)}s`],
      ...["--", program(image), "test"],
    ],
    { timeoutMs: timeoutMs + graceMs },
  );
  const lines = await unitLines(run, machine, [unit]);
  for (const line of lines) log("switch-to-configuration", line);
  if (ended.code === 0 || ended.code === someUnitsFailed) return;
  throw new VoxnixError(
    "START_FAILED",
    `${name} could not be switched in place: the switch ended with code ${ended.code ?? "unknown"}.`,
    { container: name, lines: lines.length > 0 ? lines : [ended.stderr.trim()] },
  );
}

/** Waits for the end of a switch that an executor before this one began. @returns whether it came in time */
export async function switchEnded(run: Run, machine: string, limitMs: number): Promise<boolean> {
  const args = [`--machine=${machine}`, "list-units", "--plain", "--no-legend", "voxnix-switch-*"];
  for (const until = performance.now() + limitMs; ; await delay(200)) {
    const listed = await run("systemctl", args, { timeoutMs: 10_000 });
    // One that does not answer switches nothing any more, or will be booted anew for not answering.
    if (listed.code !== 0 || listed.stdout.trim() === "") return true;
    if (performance.now() > until) return false;
  }
}
