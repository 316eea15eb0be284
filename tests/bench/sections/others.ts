import { haveOthers, incusLaunch, type Other, podmanRun } from "../comparators/others.ts";
import { medianRow, ratioRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { pairs, sideBySide } from "../side-by-side.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

const row = "create.known-image";
const others: readonly Other[] = [podmanRun(), incusLaunch()];
const rowsOf = ({ name }: Other) => [`${row}.${name}-ms`, `${row}.ratio-to-${name}`];

/** The same create, and what podman and incus take for the same system. */
export const beside: Section = {
  title: "beside podman and incus",
  rows: others.flatMap(rowsOf),
  long: true,
  run: async (bench) => {
    const skip = (which: readonly Other[], error: unknown) => {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      for (const name of which.flatMap(rowsOf)) bench.skip(name, reason);
    };
    try {
      await haveOthers();
    } catch (error) {
      return skip(others, error);
    }
    for (const other of others) await measure(bench, other).catch((error) => skip([other], error));
  },
};

async function measure(bench: Bench, other: Other): Promise<void> {
  const sayer = await newSayer();
  const create = async () => {
    const name = newName();
    const { ms } = await sayer.says(`create a container called ${name} with git and fish`, /is running/);
    return { name, ms };
  };
  const { name } = await create();
  const { image } = await bench.world.tenant.containers.Get({ owner: sayer.owner, name });
  await sayer.confirms(`destroy ${name}`, /is gone/);
  try {
    await other.prepare(image);
    // The first one pays for what is loaded then.
    await other.create();
    await other.destroy();
    const { voxnix, theirs } = await sideBySide(bench.times(10, 4), {
      voxnix: async () => {
        const made = await create();
        await sayer.confirms(`destroy ${made.name}`, /is gone/);
        return made.ms;
      },
      theirs: async () => {
        const ms = await other.create();
        await other.destroy();
        return ms;
      },
    });
    bench.report(
      medianRow(`${row}.${other.name}-ms`, "ms", theirs),
      ratioRow(`${row}.ratio-to-${other.name}`, pairs(voxnix, theirs)),
    );
  } finally {
    sayer.close();
    await other.close();
  }
}
