import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cachedTree, onHost, type Progress, SandboxError } from "@voxnix/sandbox";

const suite = "trixie";
const packages = ["linux-image-cloud-amd64", "initramfs-tools", "busybox", "zstd", "kmod"];
const excluded = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];

/** Debian's kernel for virtual machines, as files of the host. */
export interface Kernel {
  readonly version: string;
  readonly image: string;
  /** Finds the disk; the rest of the modules is in `modules`. */
  readonly initrd: string;
  readonly modules: string;
}

/** The kernel of the cache, fetched now if nobody has yet. */
export async function kernel(cache: string, progress: Progress): Promise<Kernel> {
  const tree = await progress.step("Debian's cloud kernel (once per machine, half a minute)", () =>
    cachedTree(cache, {
      name: "kernel",
      ingredients: { revision: 1, suite, packages, excluded },
      build: fetch,
    }),
  );
  const version = readdirSync(join(tree, "usr/lib/modules"))[0];
  if (version === undefined)
    throw new SandboxError(`There is no kernel in ${tree}: delete it, and try again.`);
  return {
    version,
    image: join(tree, "boot", `vmlinuz-${version}`),
    initrd: join(tree, "boot", `initrd.img-${version}`),
    modules: join(tree, "usr/lib/modules", version),
  };
}

async function fetch(directory: string): Promise<void> {
  const mirror = process.env.VOXNIX_DEBIAN_MIRROR;
  const { exitCode, stderr } = await onHost([
    ...["mmdebstrap", "--variant=minbase", "--format=directory", `--include=${packages.join(",")}`],
    ...excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...[suite, directory, ...(mirror ? [mirror] : [])],
  ]);
  if (exitCode === 0) return;
  rmSync(directory, { recursive: true, force: true });
  throw new SandboxError(
    "Could not fetch Debian's kernel: is a Debian mirror reachable? VOXNIX_DEBIAN_MIRROR names another one.",
    stderr.split("\n").slice(-15).join("\n"),
  );
}
