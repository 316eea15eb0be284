import type { Guest } from "../guest.ts";

/** What the kernel counts of a container (Linux, Documentation/admin-guide/cgroup-v2.rst). */
export interface Usage {
  readonly tasks: number;
  readonly tasksPeak: number;
  readonly tasksMax: number;
  readonly forksRefused: number;
  readonly memoryPeak: number;
  readonly memoryMax: number;
  /** Processes of all containers that were ended for want of memory: it outlasts the one that was ended as a whole. */
  readonly killed: number;
  readonly cpuSeconds: number;
  /** How often it had to wait for its next period of processor time. */
  readonly throttled: number;
  /** What its limit of processor time says, as the kernel writes it. */
  readonly cpuMax: string;
  /** Seconds since the boot. */
  readonly atSeconds: number;
}

/** Of the container of that machine name, which runs. */
export async function usageOf(guest: Guest, machine: string): Promise<Usage> {
  const printed = await guest.expect(
    `cd "/sys/fs/cgroup$(systemctl show --value --property=ControlGroup container@${machine}.service)" || exit
    for f in pids.current pids.peak pids.max memory.peak memory.max cpu.max; do echo "$f $(cat $f)"; done
    for f in pids.events cpu.stat; do sed "s/^/$f./" $f; done
    sed "s/^/slice./" ../memory.events
    echo "uptime $(cat /proc/uptime)"`,
    { timeoutMs: 300_000 },
  );
  const lines = new Map(
    printed.split("\n").map((line) => {
      const [name = "", ...rest] = line.split(" ");
      return [name, rest.join(" ")];
    }),
  );
  const number = (name: string) => {
    const text = lines.get(name)?.split(" ")[0];
    if (text === undefined) throw new Error(`The kernel does not count ${name} of ${machine}: ${printed}`);
    return text === "max" ? Number.POSITIVE_INFINITY : Number(text);
  };
  return {
    tasks: number("pids.current"),
    tasksPeak: number("pids.peak"),
    tasksMax: number("pids.max"),
    forksRefused: number("pids.events.max"),
    memoryPeak: number("memory.peak"),
    memoryMax: number("memory.max"),
    killed: number("slice.oom_kill"),
    cpuSeconds: number("cpu.stat.usage_usec") / 1e6,
    throttled: lines.has("cpu.stat.nr_throttled") ? number("cpu.stat.nr_throttled") : 0,
    cpuMax: lines.get("cpu.max") ?? "",
    atSeconds: number("uptime"),
  };
}

/** Processes that were ended for want of memory and are not of that container: the host's and those of others. */
export async function killedElsewhere(guest: Guest, machine: string): Promise<number> {
  const printed = await guest.expect(
    `cd /sys/fs/cgroup && sed -n 's/^oom_kill //p' /proc/vmstat machine.slice/memory.events && cd machine.slice &&
    for f in */memory.events; do [ "$f" = container@${machine}.service/memory.events ] || sed -n 's/^oom_kill //p' "$f"; done`,
    { timeoutMs: 300_000 },
  );
  const [all = 0, containers = 0, ...others] = printed.split("\n").map(Number);
  return all - containers + others.reduce((sum, count) => sum + count, 0);
}

/** Two looks at one container, of which the second may be at one that began anew. */
export function together(before: Usage, now: Usage): Usage {
  return {
    ...now,
    tasksPeak: Math.max(before.tasksPeak, now.tasksPeak),
    forksRefused: Math.max(before.forksRefused, now.forksRefused),
    memoryPeak: Math.max(before.memoryPeak, now.memoryPeak),
  };
}
