import { exec } from "@voxnix/sandbox";

/** Runs a command as root in the appliance and gives its output without the last newline. @throws unless it exits with 0 */
export const inAppliance = async (...command: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await exec(command);
  if (exitCode !== 0)
    throw new Error(`${command.join(" ")} ended with ${exitCode}: ${stderr.trim() || stdout.trim()}`);
  return stdout.trimEnd();
};

/** Whether a command succeeds in the appliance. */
export const holds = async (...command: string[]): Promise<boolean> => (await exec(command)).exitCode === 0;

/** The machines that machinectl shows now, sorted. */
export const machines = async (): Promise<string[]> => {
  const listed: unknown = JSON.parse((await inAppliance("machinectl", "list", "--output=json")) || "[]");
  if (!Array.isArray(listed)) throw new Error("machinectl did not give a list");
  return listed.map((entry: { machine: string }) => entry.machine).sort();
};

/** What is left of a machine on the host: unit, configuration, root tree, record, gc root. Empty when it is gone. */
export const tracesOf = async (machine: string): Promise<string[]> => {
  const places = [
    `/etc/systemd/system/container@${machine}.service`,
    `/etc/systemd-mutable/system/container@${machine}.service`,
    `/usr/lib/systemd/system/container@${machine}.service`,
    `/etc/nixos-containers/${machine}.conf`,
    `/var/lib/nixos-containers/${machine}`,
    `/var/lib/voxnix/containers/${machine}`,
    `/run/systemd/nspawn/unix-export/${machine}`,
  ];
  const found = await inAppliance(
    "sh",
    "-c",
    'for each; do if [ -e "$each" ] || [ -L "$each" ]; then echo "$each"; fi; done',
    "sh",
    ...places,
  );
  return found.split("\n").filter(Boolean);
};
