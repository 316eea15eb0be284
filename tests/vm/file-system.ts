import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onHost } from "@voxnix/sandbox";

/** Mounts an ext4 image. Nothing goes to the disk by itself while a cut is waited for: only what was synced is on it. */
export const mounting = (image: string, folder: string): string[] => [
  "mount",
  "-t",
  "ext4",
  "-o",
  "loop,commit=300",
  image,
  folder,
];

/** Ends what is mounted there: FS_IOC_SHUTDOWN without a flush of the log (<linux/fs.h>), as xfstests does it. */
export const endingOf = (folder: string): string[] => [
  ...["perl", "-e"],
  'open(my $f, "<", $ARGV[0]) or die; my $how = pack("L", 2); ioctl($f, 0x8004587D, $how) or die "$!";',
  folder,
];

/** Tries it with a small one. @returns why it cannot be done here, if so */
export async function cannotEndFileSystems(): Promise<string | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), "voxnix-power-"));
  const [image, folder] = [join(scratch, "image"), join(scratch, "mounted")];
  mkdirSync(folder);
  try {
    for (const argv of [["mkfs.ext4", "-q", image, "8M"], mounting(image, folder), endingOf(folder)]) {
      const { exitCode, stderr } = await onHost(argv);
      if (exitCode !== 0) return stderr.trim() || `${argv[0]} ended with ${exitCode}`;
    }
    return undefined;
  } finally {
    await onHost(["umount", "--quiet", folder]);
    rmSync(scratch, { recursive: true });
  }
}
