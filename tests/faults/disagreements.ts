import type { HostFacts, RecordFacts } from "./host-facts.ts";

/** All in which host and records disagree, and all that nobody owns. Empty is as it should be. */
export function disagreements(facts: HostFacts): string[] {
  const records = Object.values(facts.records).filter((record) => record !== null);
  return [
    ...records.flatMap((record) => ofRecord(facts, record)),
    ...orphans(facts, new Set(records.map(({ machine }) => machine))),
    ...leftovers(facts),
  ];
}

function ofRecord(facts: HostFacts, record: RecordFacts): string[] {
  const { machine, image, address, hostSide, generations } = record;
  const conf = facts.confs[`${machine}.conf`];
  const held = facts.heldGenerations[machine] ?? {};
  const state = facts.states[machine] ?? "no unit";
  const up = state === "loaded active running";
  const checks: [boolean, string][] = [
    [record.stage === "created", `its record says "${record.stage}"`],
    [conf !== undefined, "it has no conf"],
    [conf?.system === image, `its conf names ${conf?.system}, its record ${image}`],
    [conf?.address === address, `its conf gives it ${conf?.address}, its record ${address}`],
    [(facts.units[`container@${machine}.service`] ?? "dangling") !== "dangling", "it has no unit"],
    [facts.autostart.includes(machine) === record.autostart, "its autostart is not as on record"],
    [up || state === "loaded inactive dead" || state === "no unit", `its unit is "${state}"`],
    [facts.registered.includes(machine) === up, "machined sees it otherwise than systemd"],
    [!up || facts.systems[machine] === image, `it runs ${facts.systems[machine]}, not ${image}`],
    [facts.ports[`vb-${machine}`] === (up ? true : undefined), "its port is not as it should be"],
    [facts.fencedPorts.includes(machine), "its port is not behind the fence"],
    [
      facts.fence[machine]?.length === 1 && facts.fence[machine][0]?.endsWith(` . ${address}`) === true,
      `the fence lets it speak as ${facts.fence[machine]}, its record says ${address}`,
    ],
    [facts.fenceFiles.includes(machine), "the host's next boot has no fence for it"],
    [facts.heldHostSides[machine]?.join() === hostSide, `its host sides are ${facts.heldHostSides[machine]}`],
    [
      Object.keys(held).length === generations.length &&
        generations.every(({ number, image: path }) => held[number] === path),
      `the garbage collector's roots hold ${Object.keys(held)}, its generations are ${generations.map(({ number }) => number)}`,
    ],
    [record.workspace === null || machine in facts.workspaces, "its workspace is gone"],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [`${machine}: ${problem}`]));
}

function orphans(facts: HostFacts, known: ReadonlySet<string>): string[] {
  const places: Record<string, string[]> = {
    conf: Object.keys(facts.confs).map((name) => name.replace(/\.conf$/, "")),
    unit: Object.keys(facts.units).map((name) => /^container@(.+)\.service/.exec(name)?.[1] ?? name),
    autostart: facts.autostart,
    "root tree": facts.trees,
    "host side": Object.keys(facts.heldHostSides),
    "generations' gc roots": Object.keys(facts.heldGenerations),
    "extra-container's gc root": facts.extraContainerRoots.map((name) =>
      name.replace(/^extra-container-/, "").replace(/\.conf$/, ""),
    ),
    registration: facts.registered,
    veth: Object.keys(facts.ports).map((name) => name.slice(3)),
    "gap of the fence": [...facts.fencedPorts, ...Object.keys(facts.fence), ...facts.fenceFiles],
    "unit in systemd": Object.entries(facts.states).flatMap(([machine, state]) =>
      state.startsWith("not-found inactive") ? [] : [machine],
    ),
    properties: facts.properties,
    workspace: Object.keys(facts.workspaces),
  };
  return Object.entries(places).flatMap(([place, machines]) =>
    machines.filter((machine) => !known.has(machine)).map((machine) => `orphan ${place}: ${machine}`),
  );
}

function leftovers(facts: HostFacts): string[] {
  const addresses = Object.values(facts.confs).map(({ address }) => address);
  const shared = addresses.filter((address, index) => address !== "" && addresses.indexOf(address) !== index);
  return [
    ...shared.map((address) => `two containers have the address ${address}`),
    ...different("images and their gc roots", facts.imageNotes, Object.keys(facts.heldImages)),
    ...different("copies and their notes", Object.keys(facts.notes), Object.keys(facts.copies)),
    ...facts.danglingRoots.map((root) => `left behind by Nix: ${root}`),
    ...facts.specs.map((file) => `left behind for Nix: ${file}`),
    ...facts.drafts.map((file) => `half a file: ${file}`),
    ...facts.rubbish.map((name) => `not cleared away: ${name}`),
    ...facts.leftExports.map((name) => `left behind by nspawn: ${name}`),
    ...(facts.executorProcesses.length > 1
      ? [`the executor's unit also has: ${facts.executorProcesses.slice(1).join(", ")}`]
      : []),
  ];
}

function different(what: string, these: readonly string[], those: readonly string[]): string[] {
  const odd = [
    ...these.filter((one) => !those.includes(one)),
    ...those.filter((one) => !these.includes(one)),
  ];
  return odd.length === 0 ? [] : [`${what} differ: ${odd.join(", ")}`];
}

/** In what a container's part of the host is not what it was, where nothing was to change. */
export function changes(before: HostFacts, after: HostFacts): string[] {
  const told: string[] = [];
  // An image that was built is of use to others, whatever became of the operation.
  const free = new Set(["heldImages", "imageNotes", "executorProcesses", "properties", "rubbish"]);
  for (const [fact, was] of Object.entries(before)) {
    if (free.has(fact)) continue;
    const is: unknown = Object.entries(after).find(([name]) => name === fact)?.[1];
    const [old, now] = [JSON.stringify(was), JSON.stringify(is)];
    if (old !== now) told.push(`${fact}: ${shortened(old, now)}`);
  }
  return told;
}

// What is different, without the long part that is the same.
function shortened(old: string, now: string): string {
  let same = 0;
  while (same < old.length && old[same] === now[same]) same++;
  const from = Math.max(0, same - 40);
  return `…${old.slice(from, from + 160)}… became …${now.slice(from, from + 160)}…`;
}
