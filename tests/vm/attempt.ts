import { setTimeout as pause } from "node:timers/promises";
import type { OperationEvent } from "@voxnix/protocol";
import { runIn } from "../system/harness/inside.ts";
import { begins, type Watched, watch } from "../system/harness/operation.ts";
import type { Cut } from "./cuts.ts";
import type { Guest } from "./guest.ts";
import type { Attempt } from "./verdict.ts";
import { type Expected, owners, type World } from "./world.ts";

export const looseBytes = 100_000;
/** How long the moment may take to come: a new image is evaluated and built on an emulated processor. */
const patienceMs = 900_000;
/** Different choices lead to different images, so that each is built anew. */
const packages = ["htop", "ripgrep", "tmux", "fish", "git", "curl"];

/** Begins the operation of a cut and comes back at its moment, with what was told until then. */
export async function attemptUntil(
  guest: Guest,
  world: World,
  cut: Cut,
  how: { number: number; newImages: boolean },
): Promise<Attempt | undefined> {
  if (cut.during === "rest") return undefined;
  const { moment, during } = cut;
  // A build can only be cut off where there is something to be built.
  const newImages = how.newImages || (moment.at === "phase" && moment.phase === "BUILD");
  const planned = plan(world, during, { ...how, newImages });
  if (moment.at === "held")
    await guest.expect(`rm -f /run/voxnix-vm/held; echo '${moment.moment}' > /run/voxnix-vm/hold-at`);
  const watched = watch((signal) => open(guest, planned, signal));
  const isLast = (event: OperationEvent) => event.done !== undefined || event.failed !== undefined;
  let told: Attempt["told"] = "nothing";
  const ended = watched.see(isLast).then((last) => {
    told = last.done ? "done" : "failed";
  });
  ended.catch(() => undefined);
  await within(patienceMs, `the ${during} came to its moment`, comes(guest, watched, cut, ended));
  const { operationId } = await watched.see(() => true);
  watched.drop();
  return { kind: during, operationId, ...planned, told };
}

/** Writes a file into a workspace, and syncs it. @returns its digest */
export async function writeSynced(guest: Guest, { owner, name }: Expected, number: number): Promise<string> {
  const script = [
    `head -c 100000 /dev/urandom > /workspace/synced-${number}`,
    `sync /workspace/synced-${number} /workspace`,
    `sha256sum < /workspace/synced-${number}`,
  ].join(" && ");
  const { code, stdout, stderr } = await runIn(guest.tenant, owner, name, ["sh", "-c", script], {
    timeoutSeconds: 120,
  });
  if (code !== 0) throw new Error(`Could not write into the workspace of ${name}: ${stderr}`);
  return stdout.split(" ")[0] ?? "";
}

/** Writes a file into some workspace that nobody syncs. */
export async function writeLoose(guest: Guest, number: number): Promise<void> {
  const folder = '"$(ls -d /var/lib/voxnix-workspaces/*/ | head -n 1)"';
  await guest.expect(`cd ${folder} && head -c ${looseBytes} /dev/urandom > loose-${number}`);
}

/** One that runs, another one each time: what the last operations worked on comes first. */
export function target({ containers }: World): Expected {
  const [first] = containers.filter(({ autostart }) => autostart).toReversed();
  if (first === undefined) throw new Error("No container runs.");
  return first;
}

function plan(
  world: World,
  kind: Attempt["kind"],
  { number, newImages }: { number: number; newImages: boolean },
): Pick<Attempt, "before" | "after"> {
  const other = packages.filter((_, index) => ((number + 1) & (1 << index)) !== 0);
  // The other one of the two that the inhabitants have.
  const next = (now: readonly string[]) => (newImages ? other : now.includes("jq") ? [] : ["jq"]);
  if (kind === "create") {
    const [owner] = owners.toSorted((a, b) => countOf(world, a) - countOf(world, b));
    const after = { owner: owner ?? owners[0], name: `new${number}`, autostart: true, packages: next([]) };
    return { before: undefined, after };
  }
  const before = target(world);
  return { before, after: kind === "update" ? { ...before, packages: next(before.packages) } : undefined };
}

function countOf(world: World, owner: string): number {
  return world.containers.filter((one) => one.owner === owner).length;
}

function open(
  { tenant: { containers } }: Guest,
  { before, after }: Pick<Attempt, "before" | "after">,
  signal: AbortSignal,
): AsyncIterable<OperationEvent> {
  if (after === undefined) {
    const { owner, name } = before ?? { owner: "", name: "" };
    return containers.Destroy({ owner, name }, { signal });
  }
  const { owner, name, autostart } = after;
  const spec = { name, autostart, packages: after.packages, modules: [{ name: "workspace" }] };
  return before === undefined
    ? containers.Create({ owner, spec }, { signal })
    : containers.Update({ owner, spec }, { signal });
}

async function comes(
  guest: Guest,
  watched: Watched,
  { moment, during }: Cut,
  ended: Promise<void>,
): Promise<void> {
  if (moment.at === "told") return ended;
  const tooLate = ended.then(() => {
    throw new Error(`The ${during} ended before its moment came.`);
  });
  tooLate.catch(() => undefined);
  if (moment.at === "phase") await Promise.race([tooLate, watched.see(begins(moment.phase))]);
  else
    await Promise.race([
      tooLate,
      guest.expect("until [ -e /run/voxnix-vm/held ]; do sleep 0.1; done", { timeoutMs: patienceMs }),
    ]);
}

async function within(ms: number, what: string, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = pause(ms, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`It never came true that ${what}.`)),
    () => undefined,
  );
  try {
    await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
