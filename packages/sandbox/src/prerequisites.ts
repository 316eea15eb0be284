import { SandboxError } from "./errors.ts";
import { isInstalled, onHost } from "./host.ts";
import type { Progress, Report } from "./progress.ts";

/** A program the sandbox runs on the host, and the Debian package that has it. */
export interface Tool {
  readonly program: string;
  readonly package: string;
}

const boots: readonly Tool[] = [
  { program: "systemd-nspawn", package: "systemd-container" },
  { program: "nsenter", package: "util-linux" },
  { program: "flock", package: "util-linux" },
];
const builds: readonly Tool[] = [{ program: "mmdebstrap", package: "mmdebstrap" }];

/** Refuses, in one sentence, a machine that can never run the appliance. */
export function assertPossible(platform = process.platform, uid = process.getuid?.()): void {
  if (platform !== "linux")
    throw new SandboxError(
      `The sandbox needs Linux; this is ${platform}. Run it in a Debian 12 or 13 machine.`,
    );
  if (uid !== 0)
    throw new SandboxError(
      "The sandbox needs root, because it boots a system of its own: run the same command with sudo.",
    );
}

/** Installs what is missing to boot the appliance and, when its tree is not cached yet, to build one. */
export async function installPrerequisites(
  progress: Progress,
  { building }: { building: boolean },
): Promise<void> {
  await installTools(building ? [...boots, ...builds] : boots, progress);
}

/** Installs what is missing of some tools. @throws SandboxError that says what to install where apt is not */
export async function installTools(tools: readonly Tool[], progress: Progress): Promise<void> {
  const missing = missingPackages(tools, isInstalled);
  if (missing.length === 0) return;
  if (!isInstalled("apt-get"))
    throw new SandboxError(
      `This needs ${missing.join(" and ")}, and this machine has no apt-get: install them with its own package manager and run this again.`,
    );
  progress.note(`Missing on this machine: ${missing.join(", ")}`);
  await progress.step(`Installing ${missing.length} Debian packages`, (report) =>
    aptInstall(missing, report),
  );
}

/** The packages of the tools that are not there, each once; keys to check Debian's signatures come along. */
export function missingPackages(tools: readonly Tool[], installed: (program: string) => boolean): string[] {
  const packages = tools.filter((tool) => !installed(tool.program)).map((tool) => tool.package);
  if (packages.includes("mmdebstrap")) packages.push("debian-archive-keyring");
  return [...new Set(packages)];
}

async function aptInstall(packages: readonly string[], report: Report): Promise<void> {
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  report("reading the package lists");
  await onHost(["apt-get", "-q", "update"], { env: environment });
  const result = await onHost(
    // Status lines go to standard output, see APT::Status-Fd in apt.conf(5).
    ["apt-get", "-q", "-y", "--no-install-recommends", "-o", "APT::Status-Fd=1", "install", ...packages],
    { env: environment, onLine: (line) => reportApt(line, report) },
  );
  if (result.exitCode !== 0)
    throw new SandboxError(
      `apt-get could not install ${packages.join(", ")}: install them by hand and run this again.`,
      [result.stdout, result.stderr]
        .join("\n")
        .split("\n")
        .filter((line) => /^[EW]:/.test(line))
        .join("\n"),
    );
}

/** Passes on apt's machine-readable progress, e.g. `pmstatus:mmdebstrap:42.1:Unpacking mmdebstrap`. */
function reportApt(line: string, report: Report): void {
  const status = /^(?:dl|pm)status:[^:]*:([\d.]+):(.*)$/.exec(line);
  if (status) report(status[2] ?? "", Number(status[1]) / 100);
}
