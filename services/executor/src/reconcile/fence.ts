import type { Parts } from "../operations/parts.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Finding } from "./finding.ts";

/** Whether something took down what is between all containers, as `nft flush ruleset` does. */
export async function checkFence({ machines: { fences } }: Parts): Promise<Finding[]> {
  if (await fences.stand()) return [];
  return [
    {
      ...{ machine: "", owner: "", rule: "fence-down" },
      found:
        "The fence on the bridge is down: containers can take each other's addresses and reach the host.",
      remedy: "Has the host put it up again: systemctl restart voxnix-fence",
      repair: () => fences.raise(),
    },
  ];
}

/** Whether a container can say on the bridge what is its own to say, and nothing else. */
export async function checkFenced(
  { machines: { fences } }: Parts,
  record: ContainerRecord,
): Promise<Finding[]> {
  const { machine, owner, name } = record;
  const trouble = await fences.trouble(record);
  if (trouble === "") return [];
  return [
    {
      ...{ machine, owner, rule: "not-fenced" },
      found: `The fence on the bridge is not as it has to be for ${name}: ${trouble}.`,
      remedy: "Gives it what is its own; what runs goes on running.",
      repair: () => fences.set(record),
    },
  ];
}

/**
 * What is let through for machines that no record knows any more.
 * @param rooted those that are told of already: the fence goes with the machine
 */
export async function orphanFences(
  { machines: { fences }, records }: Parts,
  rooted: ReadonlySet<string>,
): Promise<Finding[]> {
  const orphans = (await fences.machines()).filter(
    (machine) => !records.taken(machine) && !rooted.has(machine),
  );
  return orphans.map((machine) => ({
    ...{ machine, owner: "", rule: "orphan-fence" },
    found: `The fence on the bridge has a gap for ${machine}, which no record knows.`,
    remedy: "Closes it.",
    repair: () => fences.forget(machine),
  }));
}
