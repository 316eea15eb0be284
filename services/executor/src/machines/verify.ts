import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { readConf } from "./addresses.ts";
import { confOf, type Facts, parseProperties, readFacts, rootOf, unitOf } from "./facts.ts";
import { bootLines } from "./own-journal.ts";

/** Compares what systemd, machined and the conf say with what the record wants. */
export async function verifyRunning(run: Run, record: ContainerRecord): Promise<Facts> {
  const { machine, name } = record;
  const facts = (await readFacts(run, [machine])).get(machine);
  const conf = readConf(confOf(machine));
  const wrong: string[] = [];
  if (facts?.state !== "RUNNING")
    wrong.push(`systemd says that it is ${(facts?.state ?? "?").toLowerCase()}`);
  if (!existsSync(`/run/systemd/machines/${machine}`)) wrong.push("machined does not know it");
  if (conf.SYSTEM_PATH !== record.image) wrong.push(`its conf names ${conf.SYSTEM_PATH ?? "no system"}`);
  if (conf.LOCAL_ADDRESS?.split("/")[0] !== record.address) {
    wrong.push(`its conf gives it ${conf.LOCAL_ADDRESS || "no address"}`);
  }
  await isolate(run, machine);
  if (!(await isolated(machine))) wrong.push("its port on the bridge is open to other containers");
  if (facts !== undefined && wrong.length === 0) return facts;
  throw new VoxnixError("START_FAILED", `${name} was started, but ${wrong.join(", and ")}.`, {
    container: name,
    lines: await bootLines(run, machine),
  });
}

/** Makes sure that no unit, conf, root or registration of a machine is left. */
export async function verifyGone(run: Run, record: ContainerRecord): Promise<void> {
  const { machine, name } = record;
  const shown = await run("systemctl", [
    "show",
    "--property=ActiveState,FragmentPath",
    "--",
    unitOf(machine),
  ]);
  const unit = parseProperties(shown.stdout);
  const left: string[] = [];
  if (unit.ActiveState !== "inactive") left.push(`its unit is ${unit.ActiveState ?? "unknown"}`);
  // A template that NixOS has for all containers is nothing of this one's.
  if (unit.FragmentPath?.endsWith(`/${unitOf(machine)}`)) left.push(unit.FragmentPath);
  for (const path of [confOf(machine), rootOf(machine), `/run/systemd/machines/${machine}`]) {
    if (existsSync(path)) left.push(path);
  }
  if (left.length === 0) return;
  throw new VoxnixError("STOP_FAILED", `${name} is not gone completely: ${left.join(", ")} is still there.`, {
    container: name,
  });
}

/** Keeps containers on the bridge from each other. Changes nothing where the unit already did it. */
export async function isolate(run: Run, machine: string): Promise<void> {
  if (await isolated(machine)) return;
  await run("bridge", ["link", "set", "dev", `vb-${machine}`, "isolated", "on"], { timeoutMs: 10_000 });
}

export async function isolated(machine: string): Promise<boolean> {
  const flag = await readFile(`/sys/class/net/vb-${machine}/brport/isolated`, "utf8").catch(() => "");
  return flag.trim() === "1";
}
