/** What root inside of a container may try by a command, and must not get. */
export interface Attempts {
  /** For the table in docs/security.md. */
  readonly attack: string;
  readonly expected: string;
  /** What would be got, and the script that gets it: it ends well only if it did. */
  readonly tries: readonly (readonly [string, string])[];
}

export const attempts: readonly Attempts[] = [
  {
    attack: "device nodes of disks and of memory, and the host's own devices",
    expected: "refused, also on a tmpfs of its own",
    tries: [
      ["the node of a disk", "mknod /tmp/disk b 254 0"],
      ["the node of the kernel's memory", "mknod /workspace/mem c 1 1"],
      ["one on a tmpfs", "mount -t tmpfs -o dev tmpfs /tmp/m && mknod /tmp/m/disk b 254 0"],
      ["the devices of the host", "ls /dev/kvm || ls /dev/vda || ls /dev/sda || ls /dev/loop-control"],
    ],
  },
  {
    attack: "mounting a disk, debugfs, tracefs, securityfs, bpf",
    expected: "refused",
    tries: [
      ["a disk", "mount -t ext4 /dev/vda /tmp/m || mount -t ext4 /dev/sda1 /tmp/m"],
      ["debugfs", "mount -t debugfs debugfs /tmp/d"],
      ["tracefs", "mount -t tracefs tracefs /tmp/d"],
      ["securityfs", "mount -t securityfs securityfs /tmp/d"],
      ["the programs in the kernel", "mount -t bpf bpf /tmp/d && ls /tmp/d | grep ."],
    ],
  },
  {
    attack: "a /proc, a /sys or a hierarchy of control groups of its own",
    expected: "may be mounted, and changes no more than those that it has",
    tries: [
      [
        "more by a /proc",
        "unshare --fork --pid --mount sh -c 'mount -t proc proc /proc && { echo eve > /proc/sys/kernel/core_pattern || echo b > /proc/sysrq-trigger || head -c 1 /proc/kcore || echo 1 > /proc/sys/vm/drop_caches; }'",
      ],
      [
        "more by a /sys",
        "mount -t sysfs sysfs /tmp/s && { echo mem > /tmp/s/power/state || echo 1 > /tmp/s/kernel/reboot/force || echo eve > /tmp/s/kernel/uevent_helper; }",
      ],
      [
        "more by a hierarchy",
        "mount -t cgroup -o devices cgroup /tmp/c && { echo a > /tmp/c/devices.allow || echo 1 > /tmp/c/cgroup.procs || mkdir /tmp/c/eve || echo /eve > /tmp/c/release_agent; }",
      ],
    ],
  },
  {
    attack: "writing to the store; remounting or uncovering it",
    expected: "refused",
    tries: [
      ["to write in it", "touch /nix/store/eve"],
      ["it writable", "mount -o remount,bind,rw /nix/store && touch /nix/store/eve"],
      ["what it covers", "umount /nix/store || umount -l /nix/store"],
    ],
  },
  {
    attack: "settings of the host's kernel, its emergency keys, the program that it runs after a crash",
    expected: "refused",
    tries: [
      [
        "/proc/sys writable",
        "mount -o remount,bind,rw /proc/sys && echo eve > /proc/sys/kernel/core_pattern",
      ],
      ["the program after a crash", "echo '|/eve' > /proc/sys/kernel/core_pattern"],
      ["a setting", "echo 1 > /proc/sys/vm/drop_caches || echo 1 > /proc/sys/vm/overcommit_memory"],
      ["more watches for all", "echo 9 > /proc/sys/fs/inotify/max_user_instances"],
      ["the emergency keys", "echo b > /proc/sysrq-trigger"],
    ],
  },
  {
    attack: "the kernel's log, its memory, a module of its own in it",
    expected: "refused",
    tries: [
      ["the log", "dmesg || timeout 1 head -c 1 /proc/kmsg | grep ."],
      ["the memory", "head -c 1 /proc/kcore || head -c 1 /dev/mem"],
      ["a module", "modprobe dummy || insmod /lib/modules/eve.ko"],
    ],
  },
  {
    attack: "its own limits, and being the last one to be killed",
    expected: "refused",
    tries: [
      ["not to be frozen", "echo 0 > /sys/fs/cgroup/cgroup.freeze"],
      ["more memory", "echo max > /sys/fs/cgroup/memory.max"],
      ["more processes", "echo max > /sys/fs/cgroup/pids.max"],
      ["more of the processors", "echo max > /sys/fs/cgroup/cpu.max"],
      ["to be killed last", "echo -1000 > /proc/self/oom_score_adj"],
    ],
  },
];

/** A script that tries all of it, and prints a line for each: whether it was got, which, and the last that was said. */
export const trying = (tries: Attempts["tries"]): string =>
  [
    "mkdir -p /tmp/m /tmp/s /tmp/c /tmp/d",
    "said() { grep -v '^ ' /tmp/said | tail -n 1; }",
    ...tries.map(
      ([, script], index) =>
        `if ( ${script} ) > /tmp/said 2>&1; then echo "got ${index}"; else echo "refused ${index} $(said)"; fi`,
    ),
  ].join("\n");

/** What of it was got, and in what words the rest was refused. */
export function outcomes(
  tries: Attempts["tries"],
  stdout: string,
): { got: string[]; refused: number; words: string[] } {
  const lines = stdout.trimEnd().split("\n");
  const got = lines.flatMap((line) => tries[Number(/^got (\d+)/.exec(line)?.[1] ?? Number.NaN)]?.[0] ?? []);
  const refused = lines.flatMap((line) => /^refused \d+ (.*)$/.exec(line)?.[1] ?? []);
  return { got, refused: refused.length, words: inFew(refused) };
}

/** Of what programs said, each cause once: "mount: /tmp/d: permission denied." and "x: Permission denied" are one. */
export const inFew = (said: readonly string[]): string[] =>
  [...new Set(said.map(lastClause).filter((words) => words !== ""))].sort();

function lastClause(said: string): string {
  const clause = (said.split(": ").at(-1) ?? "").replace(/\.$/, "").replace(/ '.*'$/, "");
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** Prints a line for each system call that it tries: "name: what the kernel said". Numbers are those of x86-64. */
export const syscalls = `perl -e '
  my ($type, $name, $text) = ("user\\0", "eve\\0", "x");
  $! = 0; syscall(248, $type, $name, $text, 1, -3); print "add_key: $!\\n";
  my %calls = (
    keyctl => [250, 0, -3, 1], bpf => [321, 0, 0, 0], init_module => [175, 0, 0, 0], finit_module => [313, 0, 0, 0],
    delete_module => [176, 0, 0], kexec_load => [246, 0, 0, 0, 0], perf_event_open => [298, 0, 0, 0, 0, 0],
    adjtimex => [159, 0], settimeofday => [164, 0, 0], open_by_handle_at => [304, 0, 0, 0], userfaultfd => [323, 0],
    swapon => [167, 0, 0], acct => [163, 0], iopl => [172, 3], ioperm => [173, 0, 8, 1], syslog => [103, 3, 0, 0],
    quotactl => [179, 0, 0, 0, 0], lookup_dcookie => [212, 0, 0, 0], fanotify_init => [300, 0, 0],
  );
  for my $call (sort keys %calls) {
    my ($nr, @arguments) = @{ $calls{$call} };
    push @arguments, 0 while @arguments < 5;
    $! = 0; my $got = syscall($nr, @arguments); print "$call: ", $got == -1 ? $! : "done", "\\n";
  }'`;
