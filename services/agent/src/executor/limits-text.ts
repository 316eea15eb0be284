import type { Limits } from "@voxnix/protocol";
import { counted, listText, memoryText } from "./words.ts";

/** What a container may take of the host in a phrase, e.g. "4 GiB of memory and 4096 processes"; empty without limits. */
export function limitsText(limits: Limits | null): string {
  const { memoryBytes = 0, cpuPercent = 0, tasks = 0, diskBytes = 0 } = limits ?? {};
  return listText(
    [
      memoryBytes > 0 && `${memoryText(memoryBytes)} of memory`,
      cpuPercent > 0 && coresText(cpuPercent),
      tasks > 0 && counted(tasks, "process", "processes"),
      diskBytes > 0 && `${memoryText(diskBytes)} of disk`,
    ].filter((part) => typeof part === "string"),
  );
}

function coresText(percent: number): string {
  return percent === 100 ? "1 core" : `${percent / 100} cores`;
}
