import { isDeepStrictEqual } from "node:util";
import type { Progress } from "@voxnix/sandbox";
import { runIn } from "../../system/harness/inside.ts";
import { finish, succeed } from "../../system/harness/operation.ts";
import type { Guest } from "../guest.ts";
import type { Expected, World } from "../world.ts";
import { answer, bothAnswer, othersOf, rounds } from "./bystanders.ts";
import type { Hog } from "./hogs.ts";
import { killedElsewhere, together, type Usage, usageOf } from "./usage.ts";

/** What a hog got, and what it cost the others. */
export interface Row {
  readonly hog: Hog;
  readonly observed: string;
  /** How the host and the neighbour answered while it had all that it could get. */
  readonly meanwhile: string;
  /** Empty if the limits held. */
  readonly problems: readonly string[];
}

/** How often the owner asks for it back. */
const tries = 4;
/** For a hog to come to its limit. */
const patienceMs = 600_000;

/** Lets one hog after the other loose in one container, and looks at the host and at another container meanwhile. */
export async function* runHogs(
  guest: Guest,
  { containers }: World,
  hogs: readonly Hog[],
  progress: Progress,
): AsyncGenerator<Row> {
  const [home, neighbour] = containers.filter(({ autostart }) => autostart);
  if (home === undefined || neighbour === undefined) throw new Error("There have to be two that run.");
  for (const hog of hogs)
    yield await progress.step(hog.name, async (report) => {
      report("setting its limits");
      const { defaultLimits } = await guest.tenant.host.Status({}, answer);
      const limits = { memoryBytes: 0, cpuPercent: 0, tasks: 0, ...defaultLimits, ...hog.limits };
      const { machine, sinceMs } = await succeed(
        guest.tenant.containers.SetLimits({ ...keys(home), limits }),
      );
      const others = await othersOf(guest, neighbour);
      const before = await usageOf(guest, machine);
      const killedBefore = await killedElsewhere(guest, machine);
      await letLoose(guest, home, hog.script);
      const full = await comesToItsLimit(guest, machine, hog, before, report);
      report("asking the host and the neighbour");
      const meanwhile = await bothAnswer(guest, neighbour);
      const seen = full ?? before;
      const now = together(seen, await usageOf(guest, machine).catch(() => seen));
      const { observed, problems } = hog.judge(before, now);
      const said = [...problems];
      if (meanwhile.answered < rounds) said.push("the host or the neighbour did not answer");
      if (!isDeepStrictEqual(limitsOf(now), limitsOf(before))) said.push("its limits are others now");
      const killed = (await killedElsewhere(guest, machine)) - killedBefore;
      if (killed > 0) said.push(`${killed} processes of others were killed`);
      if (full === undefined) said.push("it never came to its limit");
      if (!isDeepStrictEqual(await othersOf(guest, neighbour), others))
        said.push("another unit is not what it was");
      const ended = (await guest.tenant.containers.Get(keys(home), answer)).sinceMs !== sinceMs;
      report("restarting its container");
      const refusals = await restarted(guest, home);
      if (refusals.length === tries) said.push(`its owner does not get it back: ${refusals.at(-1)}`);
      const slowest = Math.ceil(meanwhile.slowestMs / 1000);
      return {
        ...{ hog, problems: said },
        observed: [
          observed,
          // The kernel ends what is largest, which can be the container's own systemd.
          ...(ended ? ["its own systemd among them: the container began anew"] : []),
          ...(refusals.length > 0 ? [`restarted at try ${refusals.length + 1}`] : []),
        ].join("; "),
        meanwhile: `${meanwhile.answered} of ${rounds}, within ${slowest} s`,
      };
    });
}

const keys = ({ owner, name }: Expected) => ({ owner, name });
const limitsOf = ({ tasksMax, memoryMax, cpuMax }: Usage) => ({ tasksMax, memoryMax, cpuMax });

// As a unit of the container's own systemd, which does not end it when the kernel has ended one of its processes.
async function letLoose(guest: Guest, { owner, name }: Expected, script: string): Promise<void> {
  const unit = [
    "systemd-run",
    "--quiet",
    "--collect",
    "--property=OOMPolicy=continue",
    "--property=TasksMax=infinity",
  ];
  const command = [...unit, "--unit=hog", "--", "/bin/sh", "-c", script];
  const { code, stderr } = await runIn(guest.tenant, owner, name, command, {
    timeoutSeconds: answer.seconds,
  });
  if (code !== 0) throw new Error(`The hog could not be let loose: ${stderr}`);
}

async function comesToItsLimit(
  guest: Guest,
  machine: string,
  { held }: Hog,
  before: Usage,
  report: (detail: string) => void,
): Promise<Usage | undefined> {
  let seen = before;
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    // While it begins anew there is nothing to be read.
    const now = await usageOf(guest, machine).catch(() => undefined);
    if (now === undefined) continue;
    seen = together(seen, now);
    if (held(before, seen)) return seen;
    report(`${now.tasks} processes, ${Math.round(now.memoryPeak / 2 ** 20)} MiB at most`);
  }
  return undefined;
}

/** Its owner gets it back, if need be by asking again: systemd can be behind with what it ended. @returns refusals */
async function restarted(guest: Guest, { owner, name }: Expected): Promise<string[]> {
  const refusals: string[] = [];
  while (refusals.length < tries) {
    const { failed, error } = await finish(guest.tenant.containers.Restart({ owner, name }));
    const refused = failed?.message ?? error?.message;
    if (refused === undefined) {
      const { code } = await runIn(guest.tenant, owner, name, ["true"], { timeoutSeconds: answer.seconds });
      if (code === 0) break;
    }
    refusals.push(refused ?? "it runs no command");
  }
  return refusals;
}
