import type { Usage } from "./usage.ts";

const MiB = 2 ** 20;

/** What a container is held to; undefined: to the host's defaults. */
export interface Held {
  readonly memoryBytes?: number;
  readonly cpuPercent?: number;
  readonly tasks?: number;
}

/** A program of root inside a container that takes all it can get. */
export interface Hog {
  readonly name: string;
  readonly limits: Held;
  /** For sh, inside; it goes on until the container is restarted. */
  readonly script: string;
  readonly expected: string;
  /** Whether it has come to what holds it. */
  readonly held: (before: Usage, now: Usage) => boolean;
  /** What it got, in words, and what of that it should not have got. */
  readonly judge: (before: Usage, now: Usage) => { readonly observed: string; readonly problems: string[] };
}

/** In the programs that are to be run by many shells. */
const perl = (code: string) => `perl -e '${code}'`;

export const hogs: readonly Hog[] = [
  {
    name: "a fork bomb, 64 tasks",
    limits: { tasks: 64 },
    script: perl("fork while 1"),
    expected: "64 processes and no more",
    held: forksRefused,
    judge: processes,
  },
  {
    name: "a fork bomb, the defaults",
    limits: {},
    script: perl("fork while 1"),
    expected: "as many processes as tasks or memory allow",
    held: (before, now) => forksRefused(before, now) || killed(before, now) > 0,
    judge: (before, now) => both(processes(before, now), memory(before, now)),
  },
  {
    name: "memory without end, 256 MiB",
    limits: { memoryBytes: 256 * MiB },
    script: "while :; do tail /dev/zero; done",
    expected: "256 MiB, and what asks for more is killed",
    held: (before, now) => killed(before, now) > 0,
    judge: memory,
  },
  {
    name: "memory without end, the defaults",
    limits: {},
    script: "while :; do tail /dev/zero; done",
    expected: "half of the host's memory, and what asks for more is killed",
    held: (before, now) => killed(before, now) > 0,
    judge: memory,
  },
  {
    name: "files without end in a tmpfs of its own, 256 MiB",
    limits: { memoryBytes: 256 * MiB },
    script: "mkdir -p /tmp/full; mount -t tmpfs -o size=8G full /tmp/full; cat /dev/zero > /tmp/full/file",
    expected: "counts as memory",
    held: (before, now) => killed(before, now) > 0,
    judge: memory,
  },
  {
    name: "inotify instances without end, 256 MiB",
    limits: { memoryBytes: 256 * MiB },
    // inotify_init1(2) has the number 294 on x86-64.
    script: `ulimit -n "$(ulimit -Hn)"; ${perl("fork; fork; 1 while syscall(294, 0) >= 0; sleep 1e6")}`,
    expected: "counts as memory",
    held: (before, now) => killed(before, now) > 0,
    judge: memory,
  },
  {
    name: "16 busy loops, half a processor",
    limits: { cpuPercent: 50 },
    script: "for i in $(seq 16); do while :; do :; done & done; wait",
    expected: "half a processor",
    held: (before, now) => now.throttled > before.throttled + 20,
    judge: (before, now) => processor(before, now, 50),
  },
  {
    name: "16 busy loops, the defaults",
    limits: {},
    script: "for i in $(seq 16); do while :; do :; done & done; wait",
    expected: "what others leave of both processors",
    held: (before, now) => now.cpuSeconds > before.cpuSeconds + 10,
    judge: (before, now) => processor(before, now, 200),
  },
  {
    name: "its limits lifted from inside, and a fork bomb, 64 tasks",
    limits: { tasks: 64 },
    script: `mount -o remount,rw /sys/fs/cgroup; mount -t cgroup2 cgroup2 /mnt
      for f in $(find /sys/fs/cgroup /mnt -name pids.max -o -name memory.max -o -name cpu.max); do echo max > "$f"; done
      for f in $(find /sys/fs/cgroup /mnt -name cgroup.procs); do echo $$ > "$f"; done
      ${perl("fork while 1")}`,
    expected: "its limits are what they were; 64 processes",
    held: forksRefused,
    judge: processes,
  },
];

function forksRefused(before: Usage, now: Usage): boolean {
  return now.forksRefused > before.forksRefused;
}

const killed = (before: Usage, now: Usage) => now.killed - before.killed;

type Judgement = ReturnType<Hog["judge"]>;

function processes(before: Usage, now: Usage): Judgement {
  return {
    observed: `${now.tasksPeak} processes at most, ${now.forksRefused - before.forksRefused} forks refused`,
    problems: now.tasksPeak > now.tasksMax ? [`${now.tasksPeak} processes of ${now.tasksMax}`] : [],
  };
}

function memory(before: Usage, now: Usage): Judgement {
  const of = `${Math.round(now.memoryPeak / MiB)} of ${Math.round(now.memoryMax / MiB)} MiB`;
  return {
    observed: `${of} at most, ${killed(before, now)} processes killed`,
    problems: now.memoryPeak > now.memoryMax ? [`it had ${of}`] : [],
  };
}

function processor(before: Usage, now: Usage, percent: number): Judgement {
  const share = (now.cpuSeconds - before.cpuSeconds) / (now.atSeconds - before.atSeconds);
  const got = `${Math.round(share * 100)} % of a processor`;
  // What it had taken within the period that was under way is counted whole.
  return { observed: got, problems: share * 100 > percent * 1.1 ? [`it had ${got}, not ${percent}`] : [] };
}

function both(one: Judgement, other: Judgement): Judgement {
  return {
    observed: `${one.observed}; ${other.observed}`,
    problems: [...one.problems, ...other.problems],
  };
}
