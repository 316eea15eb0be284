import { bareContainers, createBare, destroyBare } from "../comparators/extra-container.ts";
import { countRow, medianRow, ratioRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { pairs, sideBySide, timed } from "../side-by-side.ts";
import { bareNames, newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

const many = 20;
const row = `create.parallel.${many}`;

/** Twenty people ask for a container at the same moment. */
export const parallel: Section = {
  title: "twenty creates at once",
  rows: [`${row}.ms`, `${row}.bare-extra-container-ms`, `${row}.ratio`, `${row}.lost`],
  run: measure,
};

async function measure(bench: Bench): Promise<void> {
  const { tenant, nixpkgs } = bench.world;
  const sayers = await Promise.all(Array.from({ length: many }, newSayer));
  const [first] = sayers;
  if (first === undefined) return;
  const name = newName();
  await first.says(`create a container called ${name} with git and fish`, /is running/);
  const { image } = await tenant.containers.Get({ owner: first.owner, name });
  await first.confirms(`destroy ${name}`, /is gone/);
  const bare = await bareContainers(image, nixpkgs, bareNames.slice(1, many + 1));

  let lost = 0;
  const { voxnix, plain } = await sideBySide(bench.times(4, 1), {
    voxnix: async () => {
      const asked = sayers.map((sayer) => ({ sayer, name: newName() }));
      const ms = await timed(async () => {
        const answers = await Promise.allSettled(
          asked.map(({ sayer, name }) =>
            sayer.says(`create a container called ${name} with git and fish`, /is running/),
          ),
        );
        lost += answers.filter(({ status }) => status === "rejected").length;
      });
      // Those that are lost are told of in their own row.
      await Promise.allSettled(asked.map(({ sayer, name }) => sayer.confirms(`destroy ${name}`, /is gone/)));
      return ms;
    },
    plain: async () => {
      const ms = await createBare(bare);
      await destroyBare(bare);
      return ms;
    },
  });
  for (const sayer of sayers) sayer.close();
  bench.report(
    medianRow(`${row}.ms`, "ms", voxnix),
    medianRow(`${row}.bare-extra-container-ms`, "ms", plain),
    ratioRow(`${row}.ratio`, pairs(voxnix, plain)),
    countRow(`${row}.lost`, lost),
  );
}
