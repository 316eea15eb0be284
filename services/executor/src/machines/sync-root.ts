import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import { diskFull } from "../system/full-disk.ts";
import { lastLines, type Run } from "../system/run.ts";
import { rootOf } from "./facts.ts";

const timeoutMs = 600_000;

/**
 * Takes the files of a machine's root tree to the disk. What its first boot or a switch put into /etc is read again
 * by every later boot, and nobody inside syncs it: after a power cut half of it would be empty, for good.
 * @throws START_FAILED or DISK_FULL if the disk does not take them
 */
export async function syncRoot(run: Run, { machine, name }: ContainerRecord): Promise<void> {
  // One call for the file system that they are on: a hundred small files would each wait for it.
  const done = await run("sync", ["--file-system", "--", rootOf(machine)], { timeoutMs });
  if (done.code === 0) return;
  const lines = lastLines(done.stderr, 10);
  const facts = { container: name, lines };
  const what = `The files of ${name} could not be taken to the disk`;
  throw diskFull(what, done.stderr, facts) ?? new VoxnixError("START_FAILED", `${what}.`, facts);
}
