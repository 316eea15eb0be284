import type { Logger } from "@voxnix/daemon";
import { VoxnixError } from "@voxnix/protocol";
import type { Machines } from "../machines/machines.ts";
import type { Parts } from "../operations/parts.ts";
import { credentialsOf } from "../secrets/credentials.ts";
import type { ContainerRecord } from "../store/record.ts";
import { checkFenced } from "./fence.ts";
import { type Finding, repairWork } from "./finding.ts";
import { checkQuota } from "./quota.ts";
import { rebuild, updateIt } from "./rebuild.ts";

/** In what the host differs from the record of one container. @param held the host sides that are kept for it */
export async function checkContainer(
  parts: Parts,
  record: ContainerRecord,
  held: readonly string[],
): Promise<Finding[]> {
  const { machine, owner, name } = record;
  const about = { machine, owner };
  if (record.stage === "creating") {
    const found = `${name} was never created completely, and no operation works on it.`;
    return [{ ...about, rule: "unfinished", found, remedy: `Destroy ${name}.` }];
  }
  const images = checkImages(parts, record);
  const host = await checkHostSide(parts, record, held);
  // To install it puts these right as well.
  const unit =
    host.length === 0 ? [...(await checkUnit(parts, record)), ...(await checkFenced(parts, record))] : [];
  const kept = [...(await checkQuota(parts, record)), ...(await checkKept(parts, record, held))];
  // In the order in which they can be put right: without an image there is nothing to install.
  return [...images, ...host, ...unit, ...checkAddress(parts, record), ...kept];
}

// What it runs, and could go back to.
function checkImages(parts: Parts, record: ContainerRecord): Finding[] {
  const { machine, owner, name, generation } = record;
  const missing = parts.generations.missing(record);
  if (missing.length === 0) return [];
  const about = { machine, owner, rule: "image-missing" };
  const found = `The image of generation ${missing.join(", ")} of ${name} is gone from the Nix store.`;
  if (!missing.includes(generation)) {
    return [{ ...about, found, remedy: "It cannot be rolled back to. Later generations take its place." }];
  }
  const remedy = `Builds the present one again. Where the library has changed since: ${updateIt(name)}`;
  return [{ ...about, found, remedy, repair: () => rebuild(parts, record) }];
}

// Unit and conf.
async function checkHostSide(
  parts: Parts,
  record: ContainerRecord,
  held: readonly string[],
): Promise<Finding[]> {
  const { machines, log } = parts;
  const { machine, owner, name } = record;
  const about = { machine, owner };
  const facts = (await machines.facts([machine])).get(machine);
  if ((await machines.isInstalled(record)) && facts?.state !== "MISSING") return [];
  const sides = [record.hostSide, ...held].map((hostSide) =>
    machines.isPartlyInstalled({ ...record, hostSide }),
  );
  const ours = (await Promise.all(sides)).includes(true);
  if (machines.hasUnit(machine) && !ours) {
    const found = `Somebody else's unit or conf goes by ${machine}, the machine name of ${name}.`;
    return [{ ...about, rule: "stranger", found, remedy: "Remove it by hand, then reconcile again." }];
  }
  return [
    {
      ...about,
      rule: "not-installed",
      found: `The unit or the conf of ${name} is not the one on record.`,
      remedy: "Installs them again; what runs goes on running.",
      async repair() {
        if (!held.includes(record.hostSide)) await rebuild(parts, record);
        await machines.install(record, repairWork(log, machine));
      },
    },
  ];
}

// What systemd and the bridge make of it.
async function checkUnit({ machines, log }: Parts, record: ContainerRecord): Promise<Finding[]> {
  const { machine, owner, name, limits, autostart } = record;
  const findings: Finding[] = [];
  const set = (await machines.limits([machine])).get(machine);
  const differ = (["memoryBytes", "cpuPercent", "tasks"] as const).filter(
    // Without a limit of its own it has whatever the host gives all units.
    (kind) => limits[kind] > 0 && set?.[kind] !== limits[kind],
  );
  if (differ.length > 0) {
    findings.push({
      ...{ machine, owner, rule: "limits" },
      found: `systemd does not hold ${name} to its limits: ${differ.map((kind) => `${kind} is ${set?.[kind] || "unlimited"}, not ${limits[kind]}`).join(", ")}.`,
      remedy: "Sets them again.",
      repair: () => machines.limit(record),
    });
  }
  if (machines.autostarts(machine) !== autostart) {
    findings.push({
      ...{ machine, owner, rule: "autostart" },
      found: autostart
        ? `${name} is to start with the host, and will not.`
        : `${name} is not to start with the host, and will.`,
      remedy: "Installs it again; what runs goes on running.",
      repair: () => machines.install(record, repairWork(log, machine)),
    });
  }
  const state = (await machines.facts([machine])).get(machine)?.state;
  if (state === "RUNNING") findings.push(...(await checkSystem(machines, record, log)));
  if (state === "RUNNING" && !(await machines.isolated(machine))) {
    findings.push({
      ...{ machine, owner, rule: "not-isolated" },
      found: `The port of ${name} on the bridge is open to other containers.`,
      remedy: "Closes it.",
      repair: () => machines.isolate(machine),
    });
  }
  return findings;
}

// A switch by hand, or one that went back only half way.
async function checkSystem(machines: Machines, record: ContainerRecord, log: Logger): Promise<Finding[]> {
  const { machine, owner, name, image } = record;
  const { system } = await machines.health(machine, 0, new AbortController().signal);
  // One that does not answer says nothing about it.
  if (system === "" || system === image) return [];
  return [
    {
      ...{ machine, owner, rule: "other-system" },
      found: `${name} runs ${system}, and ${image} is on record.`,
      remedy: "Switches it to the one on record while it runs.",
      repair: () => machines.switchTo(record, repairWork(log, machine)),
    },
  ];
}

function checkAddress({ machines, records }: Parts, record: ContainerRecord): Finding[] {
  const { machine, owner, name, address } = record;
  const others = records.all().filter((other) => other.address === address && other.machine !== machine);
  const confs = machines.addresses().filter((given) => given === address);
  if (others.length === 0 && confs.length < 2) return [];
  const found = `${name} is not the only one with the address ${address}.`;
  return [
    { machine, owner, rule: "address-shared", found, remedy: "Destroy one of them and create it again." },
  ];
}

// What must outlast it: files, secrets, and store paths that the garbage collector may not have.
async function checkKept(
  { workspaces, composer, generations, secrets, library }: Parts,
  record: ContainerRecord,
  held: readonly string[],
): Promise<Finding[]> {
  const { machine, owner, name } = record;
  const about = { machine, owner };
  const findings: Finding[] = [];
  if (record.workspace !== null && !(await workspaces.storage.has(machine))) {
    findings.push({
      ...{ ...about, rule: "workspace-missing" },
      found: `The workspace of ${name} is not there.`,
      remedy: "Makes an empty one. If its disk is not mounted, mount it instead.",
      repair: () => workspaces.make(machine),
    });
  }
  if (held.length !== 1 || held[0] !== record.hostSide || !(await generations.isSettled(record))) {
    findings.push({
      ...{ ...about, rule: "not-kept" },
      found: `The garbage collector may have what ${name} is made of, or keeps what it is not made of any more.`,
      remedy: "Makes its roots anew.",
      repair: async () => {
        await composer.settle(record);
        await generations.settle(record);
      },
    });
  }
  try {
    await credentialsOf(secrets, owner, record.modules, await library.catalogue());
  } catch (error) {
    if (!(error instanceof VoxnixError)) throw error;
    findings.push({
      ...about,
      rule: "secret-missing",
      found: error.message,
      remedy: "Set the secret again.",
    });
  }
  return findings;
}
