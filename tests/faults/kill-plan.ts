import { CODE } from "@voxnix/sandbox";
import { holds, inAppliance } from "../system/harness/appliance.ts";

const FOLDER = "/run/voxnix-faults";
const DROP_IN = "/run/systemd/system/voxnix-executor.service.d/91-faults.conf";

/** The executor publishes its boundaries to a subscriber of ours, and is started again at once when it was killed. */
export async function observeExecutor(
  settings: Record<string, string> = {},
  preload = "at-boundary.ts",
): Promise<void> {
  const environment = { NODE_OPTIONS: `--import ${CODE}/tests/faults/inside/${preload}`, ...settings };
  const lines = [
    "[Unit]",
    "StartLimitIntervalSec=0",
    "[Service]",
    "RestartSec=20ms",
    `ReadWritePaths=${FOLDER}`,
    ...Object.entries(environment).map(([name, value]) => `Environment="${name}=${value}"`),
  ];
  const script = `mkdir -p ${FOLDER} "$(dirname ${DROP_IN})" && rm -f ${FOLDER}/* && printf '%s\\n' "$@" > ${DROP_IN}
    systemctl daemon-reload; systemctl reset-failed voxnix-executor.service 2>/dev/null
    systemctl restart voxnix-executor.service`;
  await inAppliance("sh", "-ec", script, "sh", ...lines);
}

/** The executor is as it was before. */
export async function leaveExecutor(): Promise<void> {
  const script = `rm -rf ${DROP_IN} ${FOLDER}; systemctl daemon-reload
    systemctl reset-failed voxnix-executor.service 2>/dev/null; systemctl restart voxnix-executor.service`;
  await inAppliance("sh", "-c", script);
}

/** A boundary, and how often it is passed before it counts. */
export interface Moment {
  boundary: string;
  skip: number;
}

/** What the next executor is to do at its boundaries: a plan for now, and one that begins after the kill. */
type Step = "record" | Moment;

/** @param machine whose steps are meant @param steps one after the other: each kill makes way for the next */
export async function plan(machine: string, ...steps: Step[]): Promise<void> {
  const texts = steps.map((step) =>
    JSON.stringify({
      machine,
      ...(step === "record" ? { kill: "", skip: 0 } : { kill: step.boundary, skip: step.skip }),
      // Two plans that say the same are two.
      id: Math.random(),
    }),
  );
  const script = `cd ${FOLDER} && rm -f seen killed-* && n=0 && for text; do
      [ $n = 0 ] && to=plan.json || to=next-$n.json; printf %s "$text" > .draft && mv .draft $to; n=$((n+1)); done`;
  await inAppliance("sh", "-ec", script, "sh", ...texts);
}

/** Nothing is to happen any more. @returns the boundaries that were seen, and how often it killed */
export async function unplan(): Promise<{ seen: string[]; kills: number }> {
  const script = `cd ${FOLDER} && rm -f plan.json next-*; ls | grep -c ^killed- || true; cat seen 2>/dev/null || true`;
  const [kills = "0", ...seen] = (await inAppliance("sh", "-c", script)).split("\n");
  return { seen: seen.filter((line) => line !== ""), kills: Number(kills) };
}

/** Whether a kill has happened. */
export const killed = (times: number): Promise<boolean> => holds("test", "-e", `${FOLDER}/killed-${times}`);
