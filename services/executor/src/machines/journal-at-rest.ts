import { randomBytes } from "node:crypto";
import { execa } from "execa";
import { type Run, run as realRun } from "../system/run.ts";

/** An empty folder of the host's (nix/host/units.nix), in which a reader finds what is put there for it. */
const readerRoot = "/run/voxnix-reader";

/**
 * The words of systemd-run for a journalctl that reads the journal of a machine at rest. Root inside wrote those files
 * as it liked: whoever finds a hole in their reader finds himself as nobody, without a network, among programs and his
 * own journal, and may read.
 * @param seconds after which it is ended
 */
export function readerWords(
  folder: string,
  args: readonly string[],
  unit: string,
  seconds: number,
): string[] {
  const properties = [
    ...["DynamicUser=yes", "AmbientCapabilities=CAP_DAC_READ_SEARCH"],
    ...["CapabilityBoundingSet=CAP_DAC_READ_SEARCH", "NoNewPrivileges=yes"],
    `RootDirectory=${readerRoot}`,
    `BindReadOnlyPaths=-/nix/store -/usr -/lib -/lib64 ${folder}:/journal`,
    ...["MountAPIVFS=yes", "PrivateDevices=yes", "PrivateNetwork=yes", "PrivateIPC=yes"],
    ...["ProtectProc=invisible", "ProcSubset=pid", "ProtectKernelTunables=yes", "ProtectControlGroups=yes"],
    ...["RestrictAddressFamilies=AF_UNIX", "RestrictNamespaces=yes", "LockPersonality=yes"],
    ...["SystemCallFilter=@system-service", "SystemCallFilter=~@privileged @resources"],
    ...["MemoryMax=256M", "TasksMax=8", `RuntimeMaxSec=${seconds}`],
    // It ends when nobody reads any more, and says nothing of that.
    ...["IgnoreSIGPIPE=no", "LogLevelMax=err"],
  ];
  return [
    ...["--pipe", "--wait", "--collect", "--quiet", "--service-type=exec", "--expand-environment=no"],
    `--unit=${unit}`,
    ...properties.map((property) => `--property=${property}`),
    ...["--", "journalctl", "--directory=/journal", ...args],
  ];
}

export const readerUnit = () => `voxnix-journal-${randomBytes(6).toString("hex")}.service`;

const longestSeconds = 600;

/**
 * What journalctl prints of a journal at rest, as it comes, and no faster than the caller reads: a whole journal for
 * each of many callers would fill our memory. Ending the iteration or the signal ends it.
 * @throws if it cannot be read
 */
export async function* readAtRest(
  folder: string,
  args: readonly string[],
  signal: AbortSignal,
  run: Run = realRun,
): AsyncGenerator<Buffer, void> {
  signal.throwIfAborted();
  const unit = readerUnit();
  const child = execa("systemd-run", readerWords(folder, args, unit, longestSeconds), {
    ...{ reject: false, buffer: false, stdin: "ignore", stderr: "ignore" },
  });
  const hangUp = () => void child.stdout.destroy();
  signal.addEventListener("abort", hangUp, { once: true });
  let code: number | undefined;
  try {
    for await (const piece of child.stdout) yield piece;
    ({ exitCode: code } = await child);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", hangUp);
    if (code === undefined) {
      // In this order: before its end systemd-run may not have asked for the unit yet.
      child.kill();
      hangUp();
      await child;
      await run("systemctl", ["stop", "--", unit], { timeoutMs: 15_000 });
    }
  }
  if (code !== 0 && !signal.aborted) throw new Error(`journalctl ended with code ${code}`);
}
