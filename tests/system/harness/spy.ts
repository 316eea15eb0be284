import { inAppliance } from "./appliance.ts";

const folder = "/var/lib/voxnix-tests/spy";
/** Where the executor may write. */
const log = "/var/lib/voxnix/home/nix-processes";
const programs = ["nix", "nix-build", "nix-env", "nix-instantiate", "nix-shell", "nix-store"];

/**
 * A PATH for the executor on which all of Nix's programs write down what they are called with before they run. Call
 * it before the executor is configured with it.
 */
export const spiedPath = async (): Promise<string> => {
  const script = `#!/bin/sh\nprintf '%s\\n' "\${0##*/} $*" >> ${log}\nexec "/usr/bin/\${0##*/}" "$@"\n`;
  await inAppliance(
    "sh",
    "-ec",
    `mkdir -p ${folder}; text=$1; shift; for program; do printf '%s' "$text" > ${folder}/$program; chmod 755 ${folder}/$program; done`,
    "sh",
    script,
    ...programs,
  );
  const shown = await inAppliance("systemctl", "show", "--property=Environment", "voxnix-executor.service");
  const path = /(?:^|[ =])PATH=(\S+)/.exec(shown)?.[1] ?? "/usr/bin:/bin";
  return `${folder}:${path}`;
};

/** The Nix processes that ran since the last look, as they were called. */
export const nixProcesses = async (): Promise<string[]> => {
  const text = await inAppliance("sh", "-c", `cat ${log} 2>/dev/null; rm -f ${log}`);
  return text.split("\n").filter(Boolean);
};

/** The Nix files that were evaluated since the last look, e.g. "image.nix". */
export const evaluated = async (): Promise<string[]> =>
  (await nixProcesses()).flatMap((line) => /^nix-instantiate \S*\/(\S+)/.exec(line)?.[1] ?? []);
