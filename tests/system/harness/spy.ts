import { inAppliance } from "./appliance.ts";

const folder = "/var/lib/voxnix-tests/spy";
/** Where the executor may write. */
const log = "/var/lib/voxnix/home/evaluations";

/**
 * A PATH for the executor on which nix-instantiate writes down what it is called with before it runs. Call it
 * before the executor is configured with it.
 */
export const spiedPath = async (): Promise<string> => {
  const script = `#!/bin/sh\nprintf '%s\\n' "$1" >> ${log}\nexec /usr/bin/nix-instantiate "$@"\n`;
  await inAppliance(
    "sh",
    "-ec",
    `mkdir -p ${folder} && printf '%s' "$1" > ${folder}/nix-instantiate && chmod 755 ${folder}/nix-instantiate`,
    "sh",
    script,
  );
  const shown = await inAppliance("systemctl", "show", "--property=Environment", "voxnix-executor.service");
  const path = /(?:^|[ =])PATH=(\S+)/.exec(shown)?.[1] ?? "/usr/bin:/bin";
  return `${folder}:${path}`;
};

/** The Nix files that were evaluated since the last look, e.g. "image.nix". */
export const evaluated = async (): Promise<string[]> => {
  const text = await inAppliance("sh", "-c", `cat ${log} 2>/dev/null; rm -f ${log}`);
  return text
    .split("\n")
    .filter(Boolean)
    .map((file) => file.slice(file.lastIndexOf("/") + 1));
};
