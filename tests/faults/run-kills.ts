import { inAppliance } from "../system/harness/appliance.ts";
import { BTRFS, dropBtrfs, makeBtrfs } from "../system/harness/btrfs-disk.ts";
import { addTestModules, TEST_LIBRARY } from "../system/harness/test-modules.ts";
import { called, chosen, momentsOf } from "./choose-moments.ts";
import { killAt, knownBefore } from "./kill-everywhere.ts";
import { leaveExecutor, observeExecutor } from "./kill-plan.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { steps } from "./scenarios/steps.ts";
import { settled } from "./verdict.ts";
import { World } from "./world.ts";

export interface KillOptions {
  /** Part of a scenario's name. */
  only: string;
  fine: boolean;
  /** So many kills of each scenario, chosen by the seed; all if undefined. */
  sample: number | undefined;
  /** So many kinds of change, chosen by the seed; all if undefined. */
  kinds?: number;
  seed: number;
  /** Beside those that are chosen: kills at one boundary each of these scenarios. */
  always?: Readonly<Record<string, string>>;
  tell: (line: string) => void;
  /** Told of each kind of change that is through. */
  onRow?: (row: KillRow) => void;
}

/** What came of one kind of change. */
export interface KillRow {
  name: string;
  kills: number;
  /** E.g. "7 undone, 3 done". */
  endings: string;
  problems: string[];
}

/** What came of all that was tried. */
export interface Kills {
  rows: KillRow[];
  /** Every step and undo that the executor's code has, and those that no scenario came to; if all were tried. */
  steps: { declared: readonly string[]; missed: string[] } | undefined;
}

/** Kills the executor at the boundaries of every scenario, one after the other. */
export async function runKills(options: KillOptions): Promise<Kills> {
  const { only, kinds, seed, always = {}, tell } = options;
  const among = called(scenarios, only);
  const picked = new Set(
    chosen(
      among.filter(({ name }) => !(name in always)),
      kinds,
      seed,
    ),
  );
  const wanted = among.filter((scenario) => picked.has(scenario) || scenario.name in always);
  const seen = new Set<string>();
  const rows: KillRow[] = [];
  const plain = wanted.filter(({ btrfs }) => !btrfs);
  if (plain.length > 0) rows.push(...(await inWorld(new World(), {}, plain, seen, options)));
  const onBtrfs = wanted.filter(({ btrfs }) => btrfs);
  if (onBtrfs.length > 0) {
    const cannot = await makeBtrfs("1G");
    if (cannot === undefined) rows.push(...(await onBtrfsDisk(onBtrfs, seen, options)));
    else tell(`Not tried on btrfs, which this machine does not mount: ${cannot}`);
  }
  return { rows, steps: rows.length < scenarios.length ? undefined : stepsAmong(seen) };
}

function stepsAmong(seen: ReadonlySet<string>): NonNullable<Kills["steps"]> {
  const boundary = (step: string) =>
    step.startsWith("undo of ") ? `undo-before ${step.slice("undo of ".length)}` : `before ${step}`;
  return { declared: steps, missed: steps.filter((step) => !seen.has(boundary(step))) };
}

async function onBtrfsDisk(
  wanted: readonly Scenario[],
  seen: Set<string>,
  options: KillOptions,
): Promise<KillRow[]> {
  const roots = "/var/lib/nixos-containers";
  await inAppliance("sh", "-ec", `mkdir ${BTRFS}/.roots; mount --bind ${BTRFS}/.roots ${roots}`);
  try {
    const settings = { VOXNIX_WORKSPACES: BTRFS, VOXNIX_WORKSPACE_STORAGE: "btrfs" };
    return await inWorld(new World(BTRFS), settings, wanted, seen, options);
  } finally {
    await inAppliance("umount", roots);
    await dropBtrfs();
  }
}

async function inWorld(
  world: World,
  settings: Record<string, string>,
  wanted: readonly Scenario[],
  seen: Set<string>,
  options: KillOptions,
): Promise<KillRow[]> {
  await addTestModules();
  await observeExecutor({ VOXNIX_LIBRARY: TEST_LIBRARY, VOXNIX_START_TIMEOUT_S: "20", ...settings });
  const rows: KillRow[] = [];
  try {
    await world.admin.ready(30_000);
    await settled(world);
    await world.clear();
    await world.tenant.secrets.Set({ owner: world.owner, name: "api-key", value: Buffer.from("secret") });
    const known = await knownBefore(world);
    for (const one of known) options.tell(`known before: ${one}`);
    for (const scenario of wanted) {
      const row = await runScenario(world, scenario, known, seen, options);
      rows.push(row);
      options.onRow?.(row);
    }
  } finally {
    await world.clear().catch((error: unknown) => options.tell(`✗ not cleared: ${error}`));
    world.close();
    await leaveExecutor();
  }
  return rows;
}

async function runScenario(
  world: World,
  scenario: Scenario,
  known: string[],
  seen: Set<string>,
  options: KillOptions,
): Promise<KillRow> {
  const { tell } = options;
  const endings = new Map<string, number>();
  const problems: string[] = [];
  let kills = 0;
  for (const moment of await momentsOf(world, scenario, known, seen, problems, options)) {
    const { happened, verdict } = await killAt(world, scenario, moment, known);
    const where = `${moment.boundary}${moment.skip > 0 ? ` (${moment.skip + 1})` : ""}`;
    if (happened) kills += 1;
    const ending = happened ? verdict.ending : "not come to";
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    for (const problem of verdict.problems) problems.push(`${where}: ${problem}`);
    const how = verdict.problems.length === 0 ? verdict.ending : verdict.problems.join("; ");
    // What it left is its own, not that of all after it.
    known.push(...verdict.problems);
    tell(`${scenario.name}, ${where}: ${happened ? "" : "(not reached) "}${how}`);
  }
  const told = [...endings].map(([ending, count]) => `${count} ${ending}`).join(", ");
  return { name: scenario.name, kills, endings: told, problems };
}
