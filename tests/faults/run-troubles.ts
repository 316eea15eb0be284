import { inAppliance } from "../system/harness/appliance.ts";
import { addTestModules, TEST_LIBRARY } from "../system/harness/test-modules.ts";
import { called } from "./choose-moments.ts";
import { hostFacts } from "./host-facts.ts";
import { knownBefore } from "./kill-everywhere.ts";
import { leaveExecutor, observeExecutor } from "./kill-plan.ts";
import { dev, fresh } from "./scenarios/specs.ts";
import { type Trouble, unsound } from "./trouble.ts";
import { clocks } from "./troubles/clock.ts";
import { fences } from "./troubles/fence.ts";
import { files } from "./troubles/files.ts";
import { fillingDisks } from "./troubles/filling-disk.ts";
import { fullDisks } from "./troubles/full-disk.ts";
import { many } from "./troubles/many.ts";
import { processes } from "./troubles/processes.ts";
import { stores } from "./troubles/store.ts";
import { systemd } from "./troubles/systemd.ts";
import { settled } from "./verdict.ts";
import { World } from "./world.ts";

/** What came of one trouble. */
export interface TroubleRow {
  name: string;
  expected: string;
  observed: string;
  problems: string[];
}

export interface TroubleOptions {
  /** Part of a trouble's name. */
  only: string;
  tell: (line: string) => void;
  /** Told of each trouble that is through. */
  onRow?: (row: TroubleRow) => void;
}

const plain = [...processes, ...fullDisks, ...fillingDisks, ...stores, ...files, ...systemd, ...fences];
/** All that is no kill at a boundary. */
export const troubles: readonly Trouble[] = [...plain, ...many, ...clocks];

/** Has everything happen that is no kill at a boundary, one after the other. */
export async function runTroubles(options: TroubleOptions): Promise<TroubleRow[]> {
  const rows: TroubleRow[] = [];
  const named = called(troubles, options.only);
  const run = async (some: readonly Trouble[], preload: string, startSeconds: number) => {
    const wanted = some.filter((trouble) => named.includes(trouble));
    if (wanted.length > 0) rows.push(...(await inWorld(wanted, preload, startSeconds, options)));
  };
  await run(plain, "at-boundary.ts", 20);
  // Fifty that boot at once take their time on two cores.
  await run(many, "at-boundary.ts", 600);
  await run(clocks, "at-clock.ts", 60);
  return rows;
}

async function inWorld(
  wanted: readonly Trouble[],
  preload: string,
  startSeconds: number,
  { tell, onRow }: TroubleOptions,
): Promise<TroubleRow[]> {
  const world = new World();
  await addTestModules();
  await observeExecutor({ VOXNIX_LIBRARY: TEST_LIBRARY, VOXNIX_START_TIMEOUT_S: `${startSeconds}` }, preload);
  const rows: TroubleRow[] = [];
  try {
    await world.admin.ready(30_000);
    await settled(world);
    await world.clear();
    const known = await knownBefore(world);
    for (const one of known) tell(`known before: ${one}`);
    await world.tenant.secrets.Set({ owner: world.owner, name: "api-key", value: Buffer.from("secret") });
    for (const trouble of wanted) {
      const row = await runOne(world, trouble, known);
      rows.push(row);
      onRow?.(row);
      // What it left is its own, not that of all after it.
      known.push(...row.problems);
      tell(
        `${row.problems.length === 0 ? "✓" : "✗"} ${row.name}: ${[row.observed, ...row.problems].join("; ")}`,
      );
    }
  } finally {
    await world.clear().catch((error: unknown) => tell(`✗ not cleared: ${error}`));
    world.close();
    await leaveExecutor();
  }
  return rows;
}

async function runOne(world: World, trouble: Trouble, known: readonly string[]): Promise<TroubleRow> {
  const { name, expected } = trouble;
  const problems: string[] = [];
  let observed = "";
  await world.gone(fresh.name);
  await world.tenant.workspaces.Discard({ owner: world.owner, copyId: "" });
  await world.running(dev);
  const before = await hostFacts(world.workspaces);
  try {
    observed = await trouble.run(world);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    // What it left must not be the next one's.
    await inAppliance("systemctl", "restart", "voxnix-executor.service");
  }
  problems.push(...(await unsound(world, known)));
  const after = await hostFacts(world.workspaces);
  if (after.workspaces[dev.name] !== before.workspaces[dev.name])
    problems.push(`the files of ${dev.name} are not what they were`);
  return { name, expected, observed, problems };
}
