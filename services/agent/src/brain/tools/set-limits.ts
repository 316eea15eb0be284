import { z } from "zod";
import { limitsText } from "../../executor/index.ts";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

const amount = z.number({ error: "must be a number" }).min(0, { error: "must not be negative" }).optional();

export const setLimits = defineTool({
  name: "set_limits",
  description: "0: the default. Restarts nothing.",
  readOnly: false,
  schema: z.object({
    name: containerName,
    memory_gb: amount,
    cpus: amount,
    tasks: amount,
    disk_gb: amount,
  }),
  run: async ({ name, memory_gb, cpus, tasks, disk_gb }, { changes, executor, owner }) => {
    const limits = {
      ...(memory_gb !== undefined && { memoryBytes: bytes(memory_gb) }),
      ...(cpus !== undefined && { cpuPercent: Math.round(cpus * 100) }),
      ...(tasks !== undefined && { tasks: Math.round(tasks) }),
      ...(disk_gb !== undefined && { diskBytes: bytes(disk_gb) }),
    };
    if (Object.keys(limits).length === 0) {
      return { ok: false, text: "Say what it may take: memory, cores, processes or disk." };
    }
    const result = await changes.make({ kind: "UPDATE", name, limits });
    if (!result.ok) return result;
    const may = limitsText((await executor.container(owner, name)).limits);
    return { ok: true, text: `${result.text} It may take ${may || "what it needs"}.` };
  },
});

// Who says GB of memory means powers of two.
function bytes(gigabytes: number): number {
  return Math.round(gigabytes * 1024) * 2 ** 20;
}
