import { inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { fresh } from "../scenarios/specs.ts";
import { create, destroy, ending, must, type Trouble } from "../trouble.ts";
import { settled } from "../verdict.ts";
import type { World } from "../world.ts";

const count = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(", ");

/** Of five owners ten containers each. */
const fifty = (world: World) =>
  Array.from({ length: 50 }, (_, index) => ({
    owner: `${world.owner}-${index % 5}`,
    name: `many-${Math.floor(index / 5)}`,
  }));

const createAll = (world: World) =>
  fifty(world).map(({ owner, name }) =>
    finish(world.tenant.containers.Create({ owner, spec: { name, modules: [] } })).then(
      ending,
      () => "cut off",
    ),
  );

async function destroyAll(world: World): Promise<string[]> {
  return Promise.all(
    fifty(world).map(({ owner, name }) =>
      finish(world.tenant.containers.Destroy({ owner, name })).then(ending, () => "cut off"),
    ),
  );
}

export const many: Trouble[] = [
  {
    name: "ten requests for the same name at once",
    expected: "one container; the others are NAME_TAKEN",
    async run(world) {
      const endings = (await Promise.all(Array.from({ length: 10 }, () => create(world)))).map(ending);
      must(endings.filter((one) => one === "done").length === 1, `they ended with ${count(endings)}`);
      must(endings.filter((one) => one === "NAME_TAKEN").length === 9, `they ended with ${count(endings)}`);
      await destroy(world);
      return count(endings);
    },
  },
  {
    name: "ten tries with the same request_id at once",
    expected: "one operation, which all of them are told the end of",
    async run(world) {
      const requestId = `same-${world.unique()}`;
      const told = await Promise.all(
        Array.from({ length: 10 }, () => create(world, fresh.name, { requestId })),
      );
      must(new Set(told.map(({ id }) => id)).size === 1, "there were several operations");
      must(
        told.every((one) => ending(one) === "done"),
        count(told.map(ending)),
      );
      await destroy(world);
      return count(told.map(ending));
    },
  },
  {
    name: "two owners ask for the same name at once",
    expected: "two containers under two machine names",
    async run(world) {
      const owners = [world.owner, `${world.owner}-b`];
      const told = await Promise.all(
        owners.map((owner) => finish(world.tenant.containers.Create({ owner, spec: fresh }))),
      );
      const machines = new Set(told.map(({ container }) => container?.machine));
      must(told.every((one) => ending(one) === "done") && machines.size === 2, count(told.map(ending)));
      for (const owner of owners) await finish(world.tenant.containers.Destroy({ owner, name: fresh.name }));
      await world.tenant.workspaces.Discard({ owner: owners[1] ?? "", copyId: "" });
      return `${[...machines].join(" and ")}`;
    },
  },
  {
    name: "fifty operations at once",
    expected: "all end well, and so do the fifty that take it all away again",
    async run(world) {
      const created = await Promise.all(createAll(world));
      must(
        created.every((one) => one === "done"),
        `the creates: ${count(created)}`,
      );
      const gone = await destroyAll(world);
      must(
        gone.every((one) => one === "done"),
        `the destroys: ${count(gone)}`,
      );
      return `${count(created)}; ${count(gone)}`;
    },
  },
  {
    name: "kill -9 of the executor in the middle of fifty operations",
    expected: "each is done or undone, as it is told; nothing is left of those undone",
    async run(world) {
      const creating = createAll(world);
      await Promise.race(creating);
      await inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");
      await Promise.all(creating);
      await settled(world);
      const told = (await world.admin.operations.List({})).operations.filter(
        ({ owner, kind, container }) =>
          kind === "CREATE" && container.startsWith("many-") && owner.startsWith(`${world.owner}-`),
      );
      const newest = [...Map.groupBy(told, ({ owner, container }) => `${owner} ${container}`).values()];
      const { containers } = await world.admin.containers.List({});
      for (const [operation] of newest) {
        const there = containers.some(
          ({ owner, name }) => owner === operation?.owner && name === operation.container,
        );
        must(there === (operation?.state === "SUCCEEDED"), `${operation?.container}: ${operation?.state}`);
      }
      await destroyAll(world);
      return count(newest.map(([operation]) => operation?.error?.reason ?? operation?.state ?? ""));
    },
  },
];
