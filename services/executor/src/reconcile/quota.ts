import type { Parts } from "../operations/parts.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Finding } from "./finding.ts";

/** Whether the workspace is held to its limit, where the host's storage counts it. */
export async function checkQuota({ workspaces }: Parts, record: ContainerRecord): Promise<Finding[]> {
  const { machine, owner, name, limits, workspace } = record;
  if (workspace === null) return [];
  const quota = (await workspaces.usage()).get(machine)?.quotaBytes;
  if (quota === undefined || quota === limits.diskBytes) return [];
  const [is, should] = [quota, limits.diskBytes].map((bytes) => (bytes > 0 ? `${bytes} bytes` : "no limit"));
  return [
    {
      ...{ machine, owner, rule: "limits" },
      found: `The limit of ${name}'s workspace is ${is}, not ${should}.`,
      remedy: "Sets it again.",
      repair: () => workspaces.storage.limit(machine, limits.diskBytes),
    },
  ];
}
