// Runs in the appliance as root: prints as JSON what the host has of containers, read from the disk, the kernel and
// systemd alone. Nothing here asks the executor or shares code with it.
// Arguments: the folder of the workspaces.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import type { HostFacts } from "../host-facts.ts";

const workspaces = process.argv[2] ?? "/var/lib/voxnix-workspaces";
const state = "/var/lib/voxnix";
const roots = "/nix/var/nix/gcroots";
const unitFolders = ["/usr/lib/systemd/system", "/etc/systemd-mutable/system", "/etc/systemd/system"];

const ls = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const linkOf = (path: string) => (lstatSync(path).isSymbolicLink() ? readlinkSync(path) : "no link");
const machineOf = (unit: string) => /^container@(.+)\.service/.exec(unit)?.[1] ?? "";
const byName = <T>(names: string[], fact: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, fact(name)]));
const notEmpty = (text: string) => text !== "";

const copies = join(workspaces, ".copies");
const notes = ls(copies).filter((name) => name.endsWith(".json"));
const live = ls(workspaces).filter((name) => !name.startsWith("."));
const registered = ls("/run/systemd/machines").filter((name) => !name.includes(":"));
const behindFence = elements();

const facts: HostFacts = {
  confs: byName(
    ls("/etc/nixos-containers").filter((name) => name.endsWith(".conf")),
    (name) => conf(join("/etc/nixos-containers", name)),
  ),
  units: Object.assign(
    {},
    ...unitFolders.map((folder) => byName(ls(folder).filter(machineOf), (name) => real(join(folder, name)))),
  ),
  autostart: unitFolders
    .flatMap((folder) => ls(join(folder, "machines.target.wants")).map(machineOf))
    .filter(notEmpty),
  // Those with a dot are systemd-nspawn's locks on trees that are in use.
  trees: ls("/var/lib/nixos-containers").filter((name) => !name.startsWith(".")),
  heldHostSides: heldHostSides(),
  heldGenerations: byName(ls(join(roots, "voxnix/generations")), (machine) =>
    byName(ls(join(roots, "voxnix/generations", machine)), (number) =>
      linkOf(join(roots, "voxnix/generations", machine, number)),
    ),
  ),
  heldImages: byName(ls(join(roots, "voxnix/images")), (key) => linkOf(join(roots, "voxnix/images", key))),
  danglingRoots: ls(join(roots, "auto")).filter((name) => {
    const target = linkOf(join(roots, "auto", name));
    return !existsSync(target) && !isLink(target);
  }),
  extraContainerRoots: ls(join(roots, "auto")).filter((name) => name.startsWith("extra-container-")),
  states: states(),
  registered,
  ports: byName(
    ls("/sys/class/net").filter((name) => name.startsWith("vb-")),
    (name) => readFileSync(`/sys/class/net/${name}/brport/isolated`, "utf8").trim() === "1",
  ),
  fence: byName([...new Set(behindFence.addresses.map(([machine]) => machine))].sort(), (machine) =>
    behindFence.addresses.filter(([one]) => one === machine).map(([, pair]) => pair),
  ),
  fencedPorts: behindFence.ports,
  fenceFiles: ls(join(state, "fence")).map((name) => name.replace(/\.nft$/, "")),
  systems: byName(registered, runningSystem),
  leftExports: ls("/run/systemd/nspawn/unix-export").filter((name) => !registered.includes(name)),
  properties: ls("/run/systemd/system.control")
    .map((name) => machineOf(name))
    .filter(notEmpty),
  records: byName(ls(join(state, "containers")), (machine) =>
    JSON.parse(text(join(state, "containers", machine, "record.json")) || "null"),
  ),
  imageNotes: ls(join(state, "images")).map((name) => name.replace(/\.json$/, "")),
  specs: ls(join(state, "specs")),
  drafts: [
    ...files(state),
    ...["/etc/nixos-containers", ...unitFolders].flatMap((folder) =>
      ls(folder).map((name) => join(folder, name)),
    ),
  ].filter((file) => file.endsWith(".new")),
  rubbish: ls("/var/lib/nixos-containers/.voxnix-rubbish"),
  secrets: files(join(state, "secrets")).map((file) => file.slice(join(state, "secrets").length + 1)),
  workspaces: byName(live, (name) => digest(join(workspaces, name))),
  copies: byName(
    ls(copies).filter((name) => !/\.json(\.new)?$/.test(name)),
    (name) => digest(join(copies, name)),
  ),
  notes: byName(
    notes.map((name) => name.replace(/\.json$/, "")),
    (id) => JSON.parse(text(join(copies, `${id}.json`))),
  ),
  executorProcesses: executorProcesses(),
};
process.stdout.write(JSON.stringify(facts));

function text(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : "dangling";
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function conf(path: string): HostFacts["confs"][string] {
  const lines = text(path).split("\n");
  const value = (key: string) =>
    lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? "";
  return {
    path: real(path),
    system: value("SYSTEM_PATH"),
    address: value("LOCAL_ADDRESS").split("/")[0] ?? "",
  };
}

// A folder each, or of those from before a root into the store.
function heldHostSides(): HostFacts["heldHostSides"] {
  const [folder, former] = [join(roots, "voxnix/host-sides"), join(roots, "voxnix/containers")];
  const held = byName(ls(folder), (machine) =>
    // Units lie beside them, a file for several sides that have the same.
    ls(join(folder, machine))
      .filter((side) => side !== "units")
      .map((side) => join(folder, machine, side)),
  );
  for (const root of ls(former)) {
    const machine = root.split(".")[0] ?? "";
    held[machine] = [...(held[machine] ?? []), linkOf(join(former, root))];
  }
  return held;
}

function states(): Record<string, string> {
  const args = ["list-units", "--all", "--plain", "--no-legend", "container@*.service"];
  const lines = execFileSync("systemctl", args, { encoding: "utf8" }).split("\n").filter(notEmpty);
  return Object.fromEntries(
    lines.map((line) => {
      const [unit = "", load, active, sub] = line.split(/\s+/);
      return [machineOf(unit), `${load} ${active} ${sub}`];
    }),
  );
}

// As JSON, where the executor reads what nft prints for people.
function elements(): { ports: string[]; addresses: [string, string][] } {
  const listed = execFileSync("nft", ["--json", "list", "table", "bridge", "voxnix"], { encoding: "utf8" });
  const sets: { set?: { name: string; elem?: unknown[] } }[] = JSON.parse(listed).nftables;
  const of = (name: string) => sets.find(({ set }) => set?.name === name)?.set?.elem ?? [];
  const machine = (port: unknown) => String(port).replace(/^vb-/, "");
  return {
    ports: of("ports").map(machine).sort(),
    addresses: (of("addresses") as { concat: string[] }[]).map(({ concat: [port, mac, address] }) => [
      machine(port),
      `${mac} . ${address}`,
    ]),
  };
}

function runningSystem(machine: string): string {
  const leader = /^LEADER=(\d+)/m.exec(text(`/run/systemd/machines/${machine}`))?.[1];
  try {
    return readlinkSync(`/proc/${leader}/root/run/current-system`);
  } catch {
    return "";
  }
}

function files(folder: string): string[] {
  return ls(folder).flatMap((name) => {
    const path = join(folder, name);
    if (basename(path) === "home") return [];
    return lstatSync(path).isDirectory() ? files(path) : [path];
  });
}

// Every name, kind, mode and byte of a tree.
function digest(folder: string): string {
  const hash = createHash("sha256");
  const add = (path: string, name: string) => {
    const { mode } = lstatSync(path);
    hash.update(`${name}\0${mode}\0`);
    if (isLink(path)) hash.update(readlinkSync(path));
    else if (lstatSync(path).isDirectory())
      for (const child of ls(path)) add(join(path, child), `${name}/${child}`);
    else if (lstatSync(path).isFile()) hash.update(readFileSync(path));
  };
  for (const child of ls(folder)) add(join(folder, child), child);
  return hash.digest("hex").slice(0, 16);
}

// What a dead executor may have left running in its own control group: there must be one process, itself.
function executorProcesses(): string[] {
  const group = execFileSync("systemctl", ["show", "-P", "ControlGroup", "voxnix-executor.service"], {
    encoding: "utf8",
  }).trim();
  for (const mount of ["/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"]) {
    const listed = text(`${mount}${group}/cgroup.procs`);
    if (listed === "") continue;
    return listed
      .split("\n")
      .filter(notEmpty)
      .map((pid) => text(`/proc/${pid}/cmdline`).split("\0").slice(0, 3).join(" "));
  }
  return [];
}
