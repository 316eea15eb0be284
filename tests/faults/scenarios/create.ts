import { type Scenario, unless } from "../scenario.ts";
import type { World } from "../world.ts";
import { dev, fresh } from "./specs.ts";

const create = (world: World, spec: object, requestId: string) =>
  world.tenant.containers.Create({ owner: world.owner, requestId, spec });

const base = {
  container: fresh.name,
  action: "Containers.Create",
  prepare: (world: World) => world.gone(fresh.name),
  done: ({ states, records }: Parameters<Scenario["done"]>[0]) => [
    ...unless(states[fresh.name] === "loaded active running", "it does not run"),
    ...unless(records[fresh.name]?.generation === 1, "it is not in its first generation"),
  ],
} satisfies Partial<Scenario>;

export const creates: Scenario[] = [
  {
    ...base,
    name: "create, first image",
    act(world, requestId) {
      const settings = { userName: { text: world.unique() } };
      return create(world, { name: fresh.name, modules: [{ name: "git", settings }] }, requestId);
    },
  },
  {
    ...base,
    name: "create, known image",
    async prepare(world) {
      await world.gone(fresh.name);
      for await (const _ of world.admin.images.Prebuild({ modules: [{ name: "fish" }] }));
    },
    act: (world, requestId) => create(world, { name: fresh.name, modules: [{ name: "fish" }] }, requestId),
  },
  {
    ...base,
    name: "create, with workspace and secret",
    act: (world, requestId) => create(world, { ...dev, name: fresh.name }, requestId),
  },
  {
    ...base,
    name: "create that does not boot",
    fails: true,
    act: (world, requestId) =>
      create(world, { name: fresh.name, modules: [{ name: "workspace" }, { name: "wont-boot" }] }, requestId),
    done: () => ["it cannot have succeeded"],
  },
];
