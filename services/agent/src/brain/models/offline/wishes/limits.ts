import { act, call } from "../plan.ts";
import { type Entry, onContainer, reader } from "./phrasebook.ts";

const gigabytes = "gb|gib|g|gigabytes|gigabyte|gigs";
const memory = `${gigabytes}|gb of memory|gb of ram|gb memory|gb ram|gib of memory|gib of ram|gigabytes of memory|gigabytes of ram|gigs of memory|gigs of ram`;
const cores = "cores|core|cpus|cpu|processors|cpu cores";
const disk = "gb of disk|gb disk|gb of space|gb of disk space|gb disk space|gib of disk|gigabytes of disk";

const limit = (field: string, doing: string) =>
  onContainer(doing, (name, { number = "" }) => act([call("set_limits", { name, [field]: Number(number) })]));

const forms = (units: string): string[] => [
  `(give|allow|limit|restrict|set|let) {container} [to|have|use|take] [up to|at most|only] {number} (${units})`,
  `{container} (may|should|can|must) (have|use|take|get) [up to|at most|only] {number} (${units})`,
];

const table: readonly Entry[] = [
  { phrases: forms(disk), plan: limit("disk_gb", "limit the disk of") },
  {
    phrases: [
      ...forms(memory),
      `(set|limit|change|raise|lower|increase) [the] (memory|ram|memory limit) (of|for) {container} to {number} (${gigabytes})`,
    ],
    plan: limit("memory_gb", "limit the memory of"),
  },
  {
    phrases: [
      ...forms(cores),
      "(set|limit|change) [the] (cpu|cpus|cores|cpu limit) (of|for) {container} to {number} [cores|cpus|core|cpu]",
    ],
    plan: limit("cpus", "limit the cores of"),
  },
];

/** How much of the host a container may take. */
export const readLimits = reader(table);
