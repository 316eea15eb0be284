import { type Progress, reportFailure, SandboxError } from "@voxnix/sandbox";
import { machine } from "../computers.ts";
import type { Guest } from "../guest.ts";
import { hogs } from "./hogs.ts";
import { summary, writeHog } from "./report.ts";
import { type Row, runHogs } from "./run.ts";

/** Lets hogs loose in a container of an emulated machine and tells what they got. @returns the exit code */
export async function measureLimits(
  { only, write, memoryMb }: { only: string; write: boolean; memoryMb: number },
  progress: Progress,
): Promise<number> {
  const chosen = hogs.filter(({ name }) => name.includes(only));
  if (chosen.length === 0) throw new SandboxError("There is no such hog: see tests/vm/limits/hogs.ts.");
  const { computer, world, dispose } = await machine(memoryMb, progress);
  const rows: Row[] = [];
  let whole = true;
  try {
    await progress.step("Switching it on", (report) => computer.on(report));
    for await (const row of runHogs(computer.guest, world, chosen, progress)) {
      rows.push(row);
      if (write) writeHog(row);
      for (const problem of row.problems) progress.note(`✗ ${problem}`);
      if (row.problems.length > 0) await explain(computer.guest, progress);
    }
  } catch (error) {
    reportFailure(error);
    whole = false;
  } finally {
    await dispose();
  }
  process.stdout.write(`\n${summary(rows)}\n`);
  return whole && rows.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

/** Whom the kernel ended, and for whose want of memory. */
async function explain(guest: Guest, progress: Progress): Promise<void> {
  const { output } = await guest.run(
    "journalctl --dmesg --boot --output=cat | grep -iE 'oom-kill|out of memory' | tail -n 20",
  );
  for (const line of output.split("\n")) progress.note(`  ${line}`);
}
