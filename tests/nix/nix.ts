import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { sandboxPaths } from "../../packages/sandbox/src/paths.ts";
import { progressOn } from "../../packages/sandbox/src/progress.ts";
import { rootfs } from "../../packages/sandbox/src/rootfs.ts";
import { cachedTree } from "../../packages/sandbox/src/tree-cache.ts";

/** A finished run of a Nix program. */
export interface Run {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The most memory that it had resident. */
  readonly peakMegabytes: number;
}

/** Runs a Nix program; its store is in the scratch folder, whatever else is on this machine. */
export type Nix = (argv: readonly string[]) => Promise<Run>;

/**
 * The Nix of this machine, else the one in the sandbox's Debian tree, which is built if it has to be.
 * `readable` are the folders that evaluations read, `variables` what builtins.getEnv sees.
 */
export async function findNix(
  scratch: string,
  readable: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Nix> {
  const settings = join(scratch, "nix.conf");
  mkdirSync(join(scratch, "nix"), { recursive: true });
  writeFileSync(settings, "substituters =\nsandbox = false\nbuild-users-group =\n");
  const environment = { ...variables, NIX_CONF_DIR: scratch, HOME: scratch, LC_ALL: "C.UTF-8" };

  if (onPath("nix-instantiate"))
    return (argv) =>
      measured(argv, { ...environment, NIX_REMOTE: `${scratch}/nix`, PATH: process.env.PATH ?? "" });

  const tree = await progressOn().step("The sandbox's Debian tree, for its Nix", (report) =>
    cachedTree(sandboxPaths().cache, rootfs(report)),
  );
  return (argv) =>
    measured(["unshare", "--mount", "sh", "-euc", inTree, "sh", tree, scratch, ...readable, "--", ...argv], {
      ...environment,
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    });
}

/** Runs a program in a Debian tree that stays as it is; folders appear at the paths that they have here. */
const inTree = `
tree=$1 scratch=$2; shift
root=$scratch/root
mkdir -p "$scratch/mount" "$root"
mount -t tmpfs tmpfs "$scratch/mount"
mkdir "$scratch/mount/upper" "$scratch/mount/work"
mount -t overlay overlay -o "lowerdir=$tree,upperdir=$scratch/mount/upper,workdir=$scratch/mount/work" "$root"
show() { mkdir -p "$root$2"; mount --rbind "$1" "$root$2"; }
show "$scratch/nix" /nix
show /proc /proc
show /dev /dev
while [ "$1" != -- ]; do show "$1" "$1"; shift; done
shift
exec chroot "$root" "$@"
`;

async function measured(argv: readonly string[], env: Record<string, string>): Promise<Run> {
  const [file = "", ...args] = argv;
  const began = performance.now();
  const child = execa(file, args, { reject: false, env, extendEnv: false, stdin: "ignore" });
  let peak = 0;
  // The kernel keeps the maximum (proc_pid_status(5)), so it is enough to look now and then.
  const watch = setInterval(() => {
    peak = Math.max(peak, highWater(child.pid));
  }, 20);
  const result = await child;
  clearInterval(watch);
  return {
    succeeded: result.exitCode === 0,
    stdout: result.stdout,
    stderr: result.stderr,
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: Math.round(peak / 1024),
  };
}

/** VmHWM of a process in KiB, 0 when it is gone. */
function highWater(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
}
