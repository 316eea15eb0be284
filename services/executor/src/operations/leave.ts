import { closure } from "../composer/settings.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import { isRunning } from "./start.ts";
import type { StepWork } from "./steps.ts";

const limitMs = 20_000;

/**
 * Lets the modules of a running container take their leave of the outside: whatever they have registered there
 * would stay behind. One that cannot be reached does not keep the container from being destroyed.
 */
export async function leave(parts: Parts, record: ContainerRecord, work: StepWork): Promise<void> {
  for (const module of await leaving(parts, record, work)) {
    try {
      const program = `voxnix-leave-${module}`;
      const ended = await parts.machines.command(record.machine, [program], limitMs, work.signal);
      for (const line of ended.lines) work.log(module, line);
      if (ended.code !== 0) work.log(module, `${program} ended with code ${ended.code}`);
    } catch (error) {
      work.signal.throwIfAborted();
      work.log(module, error instanceof Error ? error.message : String(error));
    }
  }
}

async function leaving(parts: Parts, record: ContainerRecord, { log }: StepWork): Promise<string[]> {
  if (record.modules.length === 0 || !(await isRunning(parts, record))) return [];
  try {
    const catalogue = await parts.library.catalogue();
    return closure(record.modules, catalogue).filter((name) => catalogue[name]?.leave === true);
  } catch (error) {
    log("voxnix", error instanceof Error ? error.message : String(error));
    return [];
  }
}
