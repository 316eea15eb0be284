import type { AuditEntry, Operation } from "@voxnix/protocol";
import { until } from "../system/harness/until.ts";
import { changes, disagreements } from "./disagreements.ts";
import { type HostFacts, hostFacts } from "./host-facts.ts";
import { allFiles, type Scenario } from "./scenario.ts";
import type { World } from "./world.ts";

/** How an operation ended that something befell. */
export interface Verdict {
  ending: "done" | "undone" | "never begun";
  /** Empty where every promise was kept. */
  problems: string[];
}

/** What was so before it all, and so is nobody's doing. */
export interface Baseline {
  facts: HostFacts;
  /** Unix time in milliseconds. */
  sinceMs: number;
  /** What was wrong with the host before the first fault. */
  known: readonly string[];
}

/** Waits until the executor is there again and nothing is under way any more. */
export async function settled({ admin }: World): Promise<void> {
  const ended = async () => {
    const { operations } = await admin.operations.List({ underwayOnly: true }, { deadlineMs: 5_000 });
    return operations.length === 0;
  };
  // Half a hundred that were cut off take more than the minute that one gets.
  await until("all operations have ended", ended).catch(() =>
    until("all operations have ended, after another minute", ended),
  );
}

/** Compares what the executor says with what the host says. @param requestId the operation's, if it was one */
export async function judge(
  world: World,
  scenario: Scenario,
  requestId: string,
  before: Baseline,
): Promise<Verdict> {
  await settled(world);
  const told = scenario.plain
    ? await plainlyTold(world, scenario, before)
    : await operationTold(world, scenario, requestId);
  await scenario.again?.(world);
  const now = await restingFacts(world, before);
  const brought = scenario.again === undefined ? told.ending : "done";
  const ending = brought ?? (scenario.done(now, before.facts).length === 0 ? "done" : "undone");
  const wrong =
    ending === "done"
      ? scenario.done(now, before.facts)
      : [
          ...(scenario.failed?.(now, before.facts) ?? changes(before.facts, now)),
          ...(allFiles(now) === allFiles(before.facts) || scenario.failed
            ? []
            : ["files are not what they were"]),
        ];
  return {
    ending,
    problems: [
      ...told.problems,
      ...wrong.map((problem) => `told as ${ending}, but ${problem}`),
      ...disagreements(now).filter((one) => !before.known.includes(one)),
      ...(await drifts(world)).filter((one) => !before.known.includes(one)),
    ],
  };
}

/** What Host.Reconcile has to say. */
export async function drifts({ admin }: World): Promise<string[]> {
  const { drifts: found, busy } = await admin.host.Reconcile({});
  return [
    ...found.map(({ rule, machine, found: text }) => `drift ${rule} of ${machine}: ${text}`),
    ...busy.map((machine) => `${machine} is still busy`),
  ];
}

// The executor reads the library in a process of its own when it starts, and a unit may be between two states.
async function restingFacts(world: World, { known }: Baseline): Promise<HostFacts> {
  let facts = await hostFacts(world.workspaces);
  const atRest = () => disagreements(facts).every((one) => known.includes(one));
  for (let tries = 0; tries < 20 && !atRest(); tries++) facts = await hostFacts(world.workspaces);
  return facts;
}

async function operationTold(
  { admin, owner }: World,
  { action, fails }: Scenario,
  requestId: string,
): Promise<{ ending: Verdict["ending"]; problems: string[] }> {
  const { operations } = await admin.operations.List({});
  const operation = operations.find((one) => one.requestId === requestId);
  if (operation === undefined) return { ending: "never begun", problems: [] };
  const problems: string[] = [];
  const lines = (await audit(admin, 0)).filter(({ operationId }) => operationId === operation.id);
  if (action !== "" && lines.length !== 1) problems.push(`the audit log has ${lines.length} lines of it`);
  const [line] = lines;
  if (line !== undefined && line.ok !== (operation.state === "SUCCEEDED"))
    problems.push(`the audit log says that it ${line.ok ? "was done" : "failed"}, and it ${operation.state}`);
  if (line !== undefined && line.action !== action) problems.push(`the audit log calls it ${line.action}`);
  if (operation.container !== "" && operation.owner !== owner)
    problems.push(`it is told to be ${operation.owner}'s`);
  problems.push(...reasons(operation, fails === true));
  return { ending: operation.state === "SUCCEEDED" ? "done" : "undone", problems };
}

function reasons({ state, error }: Operation, fails: boolean): string[] {
  if (state === "SUCCEEDED") return [];
  if (error?.reason === "INTERRUPTED")
    return /undone completely|not all could be undone/.test(error.message) ? [error.message] : [];
  if (fails && ["START_FAILED", "UPDATE_REVERTED", "CANCELLED"].includes(error?.reason ?? "")) return [];
  return [`it failed of something else: ${error?.reason} ${error?.message}`];
}

async function plainlyTold(
  { admin }: World,
  { action, container, several }: Scenario,
  { sinceMs }: Baseline,
): Promise<{ ending?: Verdict["ending"]; problems: string[] }> {
  const lines = (await audit(admin, sinceMs)).filter(
    // What was cut off and its next start goes on with, the executor does in its own name.
    (line) =>
      line.action === action && line.role !== "voxnix" && (container === "" || line.container === container),
  );
  const problems = lines.flatMap(({ ok, reason, message }) =>
    ok || reason === "INTERRUPTED" ? [] : [`the audit log says: ${message}`],
  );
  if (several) return { problems };
  if (lines.length > 1) return { problems: [`the audit log has ${lines.length} lines of it`] };
  const [line] = lines;
  if (line === undefined) return { ending: "never begun", problems };
  return line.ok ? { ending: "done", problems } : { problems };
}

async function audit(admin: World["admin"], sinceMs: number): Promise<AuditEntry[]> {
  const lines: AuditEntry[] = [];
  for await (const line of admin.host.Audit({ sinceMs, limit: 200 })) lines.push(line);
  return lines;
}
