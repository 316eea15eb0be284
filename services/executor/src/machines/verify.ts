import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { readConf } from "./addresses.ts";
import { confOf, type Facts, rootOf } from "./facts.ts";
import type { Host } from "./host.ts";
import { bootLines } from "./own-journal.ts";
import { unitNow } from "./unit.ts";

/** Compares what systemd, machined and the conf say with what the record wants. */
export async function verifyRunning(host: Host, record: ContainerRecord): Promise<Facts> {
  const { machine, name } = record;
  const facts = (await host.facts([machine])).get(machine);
  const conf = readConf(confOf(machine));
  const wrong: string[] = [];
  if (facts?.state !== "RUNNING")
    wrong.push(`systemd says that it is ${(facts?.state ?? "?").toLowerCase()}`);
  if (!existsSync(`/run/systemd/machines/${machine}`)) wrong.push("machined does not know it");
  if (conf.SYSTEM_PATH !== record.image) wrong.push(`its conf names ${conf.SYSTEM_PATH ?? "no system"}`);
  if (conf.LOCAL_ADDRESS?.split("/")[0] !== record.address) {
    wrong.push(`its conf gives it ${conf.LOCAL_ADDRESS || "no address"}`);
  }
  await isolate(host.run, machine);
  if (!(await isolated(machine))) wrong.push("its port on the bridge is open to other containers");
  if (facts !== undefined && wrong.length === 0) return facts;
  throw new VoxnixError("START_FAILED", `${name} was started, but ${wrong.join(", and ")}.`, {
    container: name,
    lines: await bootLines(host, machine),
  });
}

/** Makes sure that no unit, conf, root or registration of a machine is left. */
export async function verifyGone(host: Host, record: ContainerRecord): Promise<void> {
  const { machine, name } = record;
  const unit = await unitNow(host.systemd, machine);
  const left: string[] = [];
  if (unit.active !== "inactive") left.push(`its unit is ${unit.active}`);
  if (unit.isThere) left.push(`the file of its unit`);
  for (const path of [confOf(machine), rootOf(machine), `/run/systemd/machines/${machine}`]) {
    if (existsSync(path)) left.push(path);
  }
  // Something still points to it, machines.target say: it is to be forgotten, but nobody has to wait for that.
  if (unit.isOwn && !unit.isThere) host.reload().catch(() => undefined);
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
