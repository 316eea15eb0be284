import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { onHost, onHostOrThrow, SandboxError } from "@voxnix/sandbox";

/**
 * Mounts an ext4 image on a device of its own, also while an ended one of it still lingers in the mounts of a process
 * that began meanwhile. Nothing goes to the disk by itself while a cut is waited for: only what was synced is on it.
 */
export async function mountImage(image: string, folder: string): Promise<void> {
  const device = (await onHostOrThrow(["losetup", "--find", "--show", image], "get a loop device")).trim();
  try {
    await onHostOrThrow(["mount", "-t", "ext4", "-o", "commit=300", device, folder], `mount ${image}`);
  } finally {
    // It goes with its last mount.
    await onHost(["losetup", "--detach", device]);
  }
}

/** From one moment to the next nothing of what is mounted there reaches the disk any more. */
export async function endFileSystem(folder: string, how: "as it is" | "all written"): Promise<void> {
  // FS_IOC_SHUTDOWN, <linux/fs.h>; 2 is without a flush of the log, as the tests of Linux' file systems cut the power.
  const script =
    'open(my $f, "<", $ARGV[0]) or die; my $how = pack("L", $ARGV[1]); ioctl($f, 0x8004587D, $how) or die "$!";';
  const argv = ["perl", "-e", script, folder, how === "as it is" ? "2" : "0"];
  await onHostOrThrow(argv, "end the file system");
}

/** Takes an ended one off its folder. What others still have of it can write nothing any more. */
export async function unmountEnded(folder: string): Promise<void> {
  const device = (await onHost(["findmnt", "--noheadings", "--output=SOURCE", folder])).stdout.trim();
  for (let tries = 0; await isMounted(folder); tries += 1) {
    if (tries === 600) throw new SandboxError(`${folder} is still in use: unmount it by hand.`);
    if ((await onHost(["umount", folder])).exitCode !== 0) await pause(100);
  }
  // What was in the log and has yet to come to its place must not come there when another mount has begun.
  await onHost(["blockdev", "--flushbufs", device]);
}

export async function isMounted(folder: string): Promise<boolean> {
  return (await onHost(["mountpoint", "--quiet", folder])).exitCode === 0;
}

/** Tries it with a small one. @returns why it cannot be done here, if so */
export async function cannotEndFileSystems(): Promise<string | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), "voxnix-power-"));
  const [image, folder] = [join(scratch, "image"), join(scratch, "mounted")];
  mkdirSync(folder);
  try {
    await onHostOrThrow(["mkfs.ext4", "-q", image, "8M"], "make a file system");
    await mountImage(image, folder);
    await endFileSystem(folder, "as it is");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await onHost(["umount", "--quiet", folder]);
    rmSync(scratch, { recursive: true });
  }
}
