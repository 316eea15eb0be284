import { VoxnixError } from "@voxnix/protocol";
import type { Facts } from "../machines/facts.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Engine } from "./engine.ts";

/** What systemd says of a container now. */
export async function factsOf(engine: Engine, record: ContainerRecord): Promise<Facts | undefined> {
  return (await engine.parts.machines.facts([record.machine])).get(record.machine);
}

/** The error for what only a running container can do. */
export function notRunning(
  engine: Engine,
  record: ContainerRecord,
  facts: Facts | undefined,
  what: string,
): VoxnixError {
  const state = facts?.state.toLowerCase() ?? "unknown";
  const hint = facts?.state === "STOPPED" ? " Start it first." : "";
  return new VoxnixError(
    "NOT_RUNNING",
    `${record.name} must be running to ${what}, and it is ${state}.${hint}`,
    {
      container: record.name,
      busyWith: engine.registry.holder(record.machine)?.busyWith() ?? null,
    },
  );
}
