import type { Facts } from "./facts.ts";
import { type Expected, keyOf, type World } from "./world.ts";

/** An operation that was under way, or had just ended, when the power went. */
export interface Attempt {
  readonly kind: "create" | "update" | "destroy";
  readonly operationId: string;
  /** The container before it; undefined for a create. */
  readonly before: Expected | undefined;
  /** The container after it; undefined for a destroy. */
  readonly after: Expected | undefined;
  /** What its client had been told before the power went. */
  readonly told: "done" | "failed" | "nothing";
}

export interface Verdict {
  /** Empty if every promise was kept. */
  readonly problems: readonly string[];
  /** How the operation is told to have ended. */
  readonly ending: string;
  /** What there is from now on. */
  readonly containers: readonly Expected[];
}

/** Compares what the machine says after a power cut with what it has to be. @param before as it was before the cut */
export function judge(
  facts: Facts,
  { containers: before, synced }: World,
  attempt: Attempt | undefined,
): Verdict {
  const problems: string[] = [];
  const say = (problem: string) => problems.push(problem);
  const ending = attempt === undefined ? "" : endingOf(facts, attempt, say);
  const happened = ending === "done";
  const containers = attempt === undefined ? [...before] : worldAfter(before, attempt, happened);

  const has = facts.containers.map(({ owner, name }) => `${owner}/${name}`).sort();
  const wanted = containers.map(keyOf).sort();
  if (has.join() !== wanted.join()) say(`there are ${has.join(" ")}, not ${wanted.join(" ")}`);
  const machines = facts.containers.map(({ machine }) => machine);
  for (const place of ["unit", "conf", "record", "workspace"]) same(place, facts, machines, say);
  const running: string[] = [];
  for (const expected of containers) {
    const is = facts.containers.find(({ owner, name }) => keyOf(expected) === `${owner}/${name}`);
    if (is === undefined) continue;
    // One that was just created or updated may have been brought back by the recovery itself.
    const wantedState = expected.autostart ? "RUNNING" : "STOPPED";
    if (is.state !== wantedState) say(`${keyOf(expected)} is ${is.state}, not ${wantedState} ${is.trouble}`);
    if (expected.autostart) running.push(is.machine);
    const packages = [...is.packages].sort().join();
    if (packages !== [...expected.packages].sort().join())
      say(`${keyOf(expected)} has the packages ${packages}`);
  }
  same("running", facts, running, say);
  // Of containers that were destroyed as well: theirs are in the trash.
  for (const [sum, file] of Object.entries(synced))
    if (!facts.sums.has(sum)) say(`${file} is not as it was synced`);
  for (const { machine, rule, found } of facts.drifts) say(`drift ${rule} of ${machine}: ${found}`);
  if (facts.busy.length > 0) say(`busy: ${facts.busy.join()}`);
  if (!facts.auditComplete) say("the audit log has a gap");
  problems.push(...facts.troubles);
  return { problems, ending, containers };
}

function endingOf(facts: Facts, attempt: Attempt, say: (problem: string) => void): string {
  const { operationId, told } = attempt;
  const operation = facts.operations.find(({ id }) => id === operationId);
  if (operation === undefined) {
    say(`nobody knows the operation ${operationId} any more`);
    return "unknown";
  }
  const ending = operation.state === "SUCCEEDED" ? "done" : (operation.error?.reason ?? operation.state);
  if (told === "done" && ending !== "done") say(`it was told to be done, and is ${ending} now`);
  const audited = facts.audited.get(operationId) ?? [];
  if (audited.length !== 1 || audited[0] !== (ending === "done"))
    say(`the audit log tells it ${audited.length} times: ${audited.join()}`);
  return ending;
}

function worldAfter(before: readonly Expected[], attempt: Attempt, happened: boolean): Expected[] {
  const now = happened ? attempt.after : attempt.before;
  const key = keyOf(attempt.before ?? attempt.after ?? { owner: "", name: "" });
  const others = before.filter((one) => keyOf(one) !== key);
  return now === undefined ? others : [...others, now];
}

function same(
  place: string,
  facts: Facts,
  machines: readonly string[],
  say: (problem: string) => void,
): void {
  const found = facts.found.get(place) ?? [];
  const missing = machines.filter((machine) => !found.includes(machine));
  const over = found.filter((machine) => !machines.includes(machine));
  if (missing.length > 0) say(`${place} missing: ${missing.join(" ")}`);
  if (over.length > 0) say(`${place} left over: ${over.join(" ")}`);
}
