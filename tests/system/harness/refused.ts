/** What root inside of a container may try by a command, and must not get: [what, the script that gets it]. */
const attempts: readonly (readonly [string, string])[] = [
  ["the node of a disk", "mknod /tmp/disk b 254 0"],
  ["the node of the kernel's memory", "mknod /workspace/mem c 1 1"],
  [
    "a disk",
    "mount -t ext4 /dev/vda /tmp/m || mount -t ext4 /dev/sda1 /tmp/m || mount -t tmpfs -o dev tmpfs /tmp/m && mknod /tmp/m/disk b 254 0",
  ],
  [
    "more by a /proc of its own",
    "unshare --fork --pid --mount sh -c 'mount -t proc proc /proc && { echo eve > /proc/sys/kernel/core_pattern || echo b > /proc/sysrq-trigger || head -c 1 /proc/kcore || echo 1 > /proc/sys/vm/drop_caches; }'",
  ],
  [
    "more by a /sys of its own",
    "mount -t sysfs sysfs /tmp/s && { echo mem > /tmp/s/power/state || echo 1 > /tmp/s/kernel/reboot/force || echo eve > /tmp/s/kernel/uevent_helper; }",
  ],
  [
    "more by a hierarchy of control groups",
    "mount -t cgroup -o devices cgroup /tmp/c && { echo a > /tmp/c/devices.allow || echo 1 > /tmp/c/cgroup.procs || mkdir /tmp/c/eve || echo /eve > /tmp/c/release_agent; }",
  ],
  [
    "debugfs or tracefs",
    "mount -t debugfs debugfs /tmp/d || mount -t tracefs tracefs /tmp/d || mount -t securityfs securityfs /tmp/d || mount -t bpf bpf /tmp/d && ls /tmp/d | grep .",
  ],
  ["to write in the store", "touch /nix/store/eve"],
  ["the store writable", "mount -o remount,bind,rw /nix/store && touch /nix/store/eve"],
  ["the store without what covers it", "umount /nix/store || umount -l /nix/store"],
  ["/proc/sys writable", "mount -o remount,bind,rw /proc/sys && echo eve > /proc/sys/kernel/core_pattern"],
  ["the program that the kernel runs after a crash", "echo '|/eve' > /proc/sys/kernel/core_pattern"],
  [
    "a setting of the host's kernel",
    "echo 1 > /proc/sys/vm/drop_caches || echo 1 > /proc/sys/vm/overcommit_memory || echo 9 > /proc/sys/fs/inotify/max_user_instances",
  ],
  ["the keys that restart the host", "echo b > /proc/sysrq-trigger"],
  ["to be the last one to be killed", "echo -1000 > /proc/self/oom_score_adj"],
  ["the kernel's log", "dmesg || timeout 1 head -c 1 /proc/kmsg | grep ."],
  ["the kernel's memory", "head -c 1 /proc/kcore || head -c 1 /dev/mem"],
  [
    "other limits for itself",
    "echo 0 > /sys/fs/cgroup/cgroup.freeze || echo max > /sys/fs/cgroup/memory.max || echo max > /sys/fs/cgroup/pids.max || echo max > /sys/fs/cgroup/cpu.max",
  ],
  ["a module of the kernel", "modprobe dummy || insmod /lib/modules/eve.ko"],
  ["the devices of the host", "ls /dev/kvm || ls /dev/vda || ls /dev/sda || ls /dev/loop-control"],
];

/** Tries all of it, and prints what was got. */
export const refused = [
  "mkdir -p /tmp/m /tmp/s /tmp/c /tmp/d",
  ...attempts.map(([what, script]) => `if ( ${script} ) > /dev/null 2>&1; then echo "${what}"; fi`),
  "echo tried",
].join("\n");

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
