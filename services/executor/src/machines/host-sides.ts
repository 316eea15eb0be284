import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerRecord } from "../store/record.ts";
import { confOf, unitOf } from "./facts.ts";
import { unitFolders } from "./links.ts";
import { switchable } from "./switch.ts";

/**
 * Whether bringing a running machine from one record to the other takes its restart. A system can be switched to
 * in place, and what says when to start a machine does not matter while it runs.
 */
export async function restartNeeded(before: ContainerRecord, after: ContainerRecord): Promise<boolean> {
  if (before.image !== after.image && !switchable(after.image)) return true;
  const [old, young] = [before, after].map(filesOf);
  return !(await equal(old, young));
}

/** Whether what is installed differs from the record in what takes a restart: then a machine that runs may have been started by it. */
export async function othersInstalled(record: ContainerRecord): Promise<boolean> {
  const { machine } = record;
  const unit = unitFolders.map((folder) => join(folder, unitOf(machine))).find((path) => existsSync(path));
  // What is not there has started nothing.
  if (unit === undefined || !existsSync(confOf(machine))) return false;
  return !(await equal([unit, confOf(machine)], filesOf(record)));
}

function filesOf({ hostSide, machine }: ContainerRecord): string[] {
  return [
    join(hostSide, "etc/systemd/system", unitOf(machine)),
    join(hostSide, `etc/nixos-containers/${machine}.conf`),
  ];
}

async function equal(before: readonly string[] = [], after: readonly string[] = []): Promise<boolean> {
  const [old, young] = await Promise.all(
    [before, after].map(([unit = "", conf = ""]) => Promise.all([unitEssence(unit), confEssence(conf)])),
  );
  return old?.join("\n\n") === young?.join("\n\n");
}

// In the conf, and in the unit what NixOS writes for a container that starts by itself.
const immaterial = [
  /^(SYSTEM_PATH|AUTO_START|X-Restart-Triggers)=/,
  // Changed while it runs, see limits.ts.
  /^(MemoryMax|MemorySwapMax|CPUQuota|TasksMax)=/,
  /^(Wants|After)=(network\.target|voxnix-bridge\.service| )+$/,
  /^(\[Install\]|WantedBy=machines\.target)$/,
];

async function confEssence(path: string): Promise<string> {
  return (await materialLines(path)).sort().join("\n");
}

// Whatever the order, and however often a section is begun.
async function unitEssence(path: string): Promise<string> {
  let section = "";
  const lines: string[] = [];
  for (const line of await materialLines(path)) {
    if (/^\[\w+\]$/.test(line)) section = line;
    else lines.push(`${section} ${await withoutPath(line)}`);
  }
  return lines.sort().join("\n");
}

async function materialLines(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line.trim() !== "" && !immaterial.some((rule) => rule.test(line)));
}

// nixpkgs names the scripts of a unit after it, and ours are of a template for all: what counts is what they say.
// In a script that was made for one container stands its address, in that of a template the place of it.
async function withoutPath(line: string): Promise<string> {
  const [, directive, script, rest] = /^(Exec\w+)=(\/\S+)(.*)$/.exec(line) ?? [];
  const text = script === undefined ? undefined : await readFile(script, "utf8").catch(() => undefined);
  if (text === undefined) return line;
  return `${directive}=${text.replaceAll(/(@address@|\d+\.\d+\.\d+\.\d+)\/(\d+)/g, "…/$2")}${rest}`;
}
