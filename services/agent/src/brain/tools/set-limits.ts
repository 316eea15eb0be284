import type { Container } from "@voxnix/protocol";
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
  look: async ({ name, ...wanted }, { executor, owner }) => {
    const container = await executor.container(owner, name);
    return isLess(limitsOf(wanted), container) ? { guard: guardFor(container, limitsOf(wanted)) } : {};
  },
  run: async ({ name, ...wanted }, { changes, executor, owner }) => {
    const limits = limitsOf(wanted);
    if (Object.keys(limits).length === 0) {
      return { ok: false, text: "Say what it may take: memory, cores, processes or disk." };
    }
    const result = await changes.make({ kind: "UPDATE", name, limits });
    if (!result.ok) return result;
    const may = limitsText((await executor.container(owner, name)).limits);
    return { ok: true, text: `${result.text} It may take ${may || "what it needs"}.` };
  },
});

interface Wanted {
  memory_gb?: number | undefined;
  cpus?: number | undefined;
  tasks?: number | undefined;
  disk_gb?: number | undefined;
}

function limitsOf({ memory_gb, cpus, tasks, disk_gb }: Wanted) {
  return {
    ...(memory_gb !== undefined && { memoryBytes: bytes(memory_gb) }),
    ...(cpus !== undefined && { cpuPercent: Math.round(cpus * 100) }),
    ...(tasks !== undefined && { tasks: Math.round(tasks) }),
    ...(disk_gb !== undefined && { diskBytes: bytes(disk_gb) }),
  };
}

// With less memory, processes or disk than it has now, programs in it are ended or cannot write. Fewer cores only slow it.
function isLess(wanted: ReturnType<typeof limitsOf>, { limits, state }: Container): boolean {
  const less = (key: "memoryBytes" | "tasks" | "diskBytes") => {
    const [after = 0, before = 0] = [wanted[key], limits?.[key]];
    return after > 0 && after < before;
  };
  return less("diskBytes") || (state === "RUNNING" && (less("memoryBytes") || less("tasks")));
}

function guardFor(container: Container, wanted: ReturnType<typeof limitsOf>) {
  const less = limitsText({ ...noLimits, ...wanted });
  return {
    question: `Let **${container.name}** take no more than ${less}? Now it may take ${limitsText(container.limits)}: what needs more than that is ended, or cannot write any more.`,
    yes: "Take it away",
    no: "Leave it as it is",
  };
}

const noLimits = { memoryBytes: 0, cpuPercent: 0, tasks: 0, diskBytes: 0 };

// Who says GB of memory means powers of two.
function bytes(gigabytes: number): number {
  return Math.round(gigabytes * 1024) * 2 ** 20;
}
