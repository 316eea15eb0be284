import { macOf } from "../machines/fence.ts";
import type { Credential } from "../secrets/credentials.ts";
import type { Limits } from "../store/record.ts";

/** Unit and conf of all containers of one kind, with places to fill in: see nix/compose/host-side.nix. */
export interface Template {
  /** In the store: what the texts name needs it. */
  path: string;
  unit: string;
  conf: string;
}

/** What tells one container from another of its kind. */
export interface Particulars {
  machine: string;
  /** Store path of its system. */
  image: string;
  address: string;
  autostart: boolean;
  binds: readonly { host: string; container: string; readOnly: boolean }[];
  limits: Limits;
  credentials: readonly Credential[];
}

/**
 * Unit and conf of one container. What is filled in goes into files that systemd and a shell script of root's read:
 * each value has to be of the letters that cannot end it, whoever checked it before.
 * @throws if one is not
 */
export function render(template: Template, given: Particulars): { unit: string; conf: string } {
  const { limits, binds, credentials } = given;
  const flags = [
    ...binds.map(bindFlag),
    // nspawn reads them when the container starts: their content is in no file that others could read.
    ...credentials.map(({ id, path }) => `--load-credential=${credentialId(id)}:${absolute(path)}`),
  ];
  const unit = [
    template.unit.trimEnd(),
    ...section(
      "Unit",
      binds.map(({ host }) => `RequiresMountsFor=${absolute(host)}`),
    ),
    // Also set while it runs, without the unit (machines/limits.ts).
    ...section("Service", [
      // On a host with swap it would otherwise fill all of that before its memory is full.
      ...limit(limits.memoryBytes, (bytes) => `MemoryMax=${bytes}\nMemorySwapMax=${bytes}`),
      ...limit(limits.cpuPercent, (percent) => `CPUQuota=${percent}%`),
      ...limit(limits.tasks, (tasks) => `TasksMax=${tasks}`),
    ]),
  ];
  const conf = [
    template.conf
      .replaceAll("/@image@", absolute(given.image))
      .replaceAll("@address@", matching(/^\d{1,3}(\.\d{1,3}){3}$/, given.address, "an address"))
      .replaceAll(" @flags@", flags.map((flag) => ` ${flag}`).join(""))
      .replaceAll(/^\n/gm, "")
      .trimEnd(),
    // What its fence on the bridge lets it speak with (nix/host/fence.nix).
    `LOCAL_MAC_ADDRESS=${macOf(given.address)}`,
    ...(given.autostart ? ["AUTO_START=1"] : []),
  ];
  return { unit: text(unit), conf: text(conf) };
}

const text = (lines: readonly string[]) => `${lines.join("\n")}\n`;

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ["", `[${title}]`, ...lines];

const limit = (value: number, line: (value: number) => string) => (value > 0 ? [line(value)] : []);

// Without idmap everything in there would belong to nobody, and nixos-containers.nix has no option for it.
function bindFlag({ host, container, readOnly }: Particulars["binds"][number]): string {
  return `--bind${readOnly ? "-ro" : ""}=${absolute(host)}:${absolute(container)}:idmap`;
}

// nspawn's flags are split at blanks, and a bind at its colons.
const absolute = (path: string) => matching(/^(\/[A-Za-z0-9_@+.-]+)+$/, path, "an absolute path");

// Of what systemd takes for a credential's name, what is no part of a path or a flag.
const credentialId = (id: string) => matching(/^\w[\w.-]*$/, id, "a credential's name");

function matching(rule: RegExp, value: string, what: string): string {
  if (rule.test(value) && !value.includes("\n")) return value;
  throw new Error(`${JSON.stringify(value)} is not ${what} that unit and conf of a container can name`);
}
