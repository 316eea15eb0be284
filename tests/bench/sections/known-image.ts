import { bareContainers, changeBare, createBare, destroyBare } from "../comparators/extra-container.ts";
import { medianRow, ratioRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { pairs, sideBySide } from "../side-by-side.ts";
import { bareNames, newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

const changes = ["create.known-image", "stop", "start", "destroy"] as const;
type Change = (typeof changes)[number];

/** What everybody does most: a container of a known image comes, stops, starts and goes. */
export const knownImage: Section = {
  title: "a known image: create, stop, start, destroy",
  rows: changes.flatMap((change) => [
    `${change}.ms`,
    `${change}.bare-extra-container-ms`,
    `${change}.ratio-to-extra-container`,
  ]),
  run: measure,
};

async function measure(bench: Bench): Promise<void> {
  const { world } = bench;
  const sayer = await newSayer();
  const first = newName();
  await sayer.says(`create a container called ${first} with git and fish`, /is running/);
  const { image } = await world.tenant.containers.Get({ owner: sayer.owner, name: first });
  await sayer.confirms(`destroy ${first}`, /is gone/);
  const bare = await bareContainers(image, world.nixpkgs, bareNames.slice(0, 1));

  const voxnix = perChange();
  const plain = perChange();
  await sideBySide(bench.times(15, 5), {
    voxnix: async () => {
      const name = newName();
      const create = await sayer.says(`create a container called ${name} with git and fish`, /is running/);
      voxnix["create.known-image"].push(create.ms);
      voxnix.stop.push((await sayer.says(`stop ${name}`, /is stopped/)).ms);
      voxnix.start.push((await sayer.says(`start ${name}`, /is running/)).ms);
      await sayer.says(`stop ${name}`, /is stopped/);
      voxnix.destroy.push((await sayer.confirms(`destroy ${name}`, /is gone/)).ms);
      return create.ms;
    },
    plain: async () => {
      const [name = ""] = bare.names;
      const create = await createBare(bare);
      plain["create.known-image"].push(create);
      plain.stop.push(await changeBare("stop", name));
      plain.start.push(await changeBare("start", name));
      await changeBare("stop", name);
      plain.destroy.push(await destroyBare(bare));
      return create;
    },
  });
  sayer.close();
  for (const change of changes)
    bench.report(
      medianRow(`${change}.ms`, "ms", voxnix[change]),
      medianRow(`${change}.bare-extra-container-ms`, "ms", plain[change]),
      ratioRow(`${change}.ratio-to-extra-container`, pairs(voxnix[change], plain[change])),
    );
}

function perChange(): Record<Change, number[]> {
  return { "create.known-image": [], stop: [], start: [], destroy: [] };
}
