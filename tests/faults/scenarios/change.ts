import { BTRFS } from "../../system/harness/btrfs-disk.ts";
import { succeed } from "../../system/harness/operation.ts";
import type { HostFacts } from "../host-facts.ts";
import { allFiles, type Scenario, unless } from "../scenario.ts";
import type { Spec, World } from "../world.ts";
import { dev, sick, withoutWorkspace, withPackage } from "./specs.ts";

const update = (world: World, spec: Spec, requestId: string) =>
  world.tenant.containers.Update({ owner: world.owner, requestId, spec });

const runs = ({ states }: HostFacts) =>
  unless(states[dev.name] === "loaded active running", "it does not run");
const sameFiles = (now: HostFacts, before: HostFacts) =>
  unless(allFiles(now) === allFiles(before), "files are not what they were");

const base = {
  container: dev.name,
  action: "Containers.Update",
  async prepare(world: World) {
    await world.running(dev);
  },
  done(now: HostFacts, before: HostFacts) {
    const [is, was] = [now.records[dev.name], before.records[dev.name]];
    return [
      ...runs(now),
      ...sameFiles(now, before),
      ...unless((is?.generation ?? 0) === (was?.generation ?? 0) + 1, "it is not one generation on"),
      ...unless(is?.image !== was?.image, "its image is the old one"),
    ];
  },
} satisfies Partial<Scenario>;

const failing = { fails: true as const, done: () => ["it cannot have succeeded"] };

export const changed: Scenario[] = [
  { ...base, name: "update in place", act: (world, id) => update(world, withPackage, id) },
  { ...base, name: "update by a restart", act: (world, id) => update(world, withoutWorkspace, id) },
  {
    ...base,
    ...failing,
    name: "update in place that goes back",
    act: (world, id) => update(world, sick(dev), id),
  },
  {
    ...base,
    ...failing,
    name: "update by a restart that goes back",
    act: (world, id) => update(world, sick(withoutWorkspace), id),
  },
  {
    ...base,
    name: "rollback",
    action: "Containers.Rollback",
    async prepare(world) {
      await world.running(dev);
      await succeed(update(world, withPackage, ""));
    },
    act: ({ tenant, owner }, requestId) => tenant.containers.Rollback({ owner, requestId, name: dev.name }),
  },
  {
    ...base,
    name: "preview",
    action: "",
    call: "Containers.Preview",
    act: ({ tenant, owner }, requestId) => tenant.containers.Preview({ owner, requestId, spec: withPackage }),
    done: (now, before) => unless(same(now, before), "something was changed"),
  },
  {
    ...base,
    name: "preview of a new image",
    action: "",
    call: "Containers.Preview",
    act: (world, requestId) =>
      world.tenant.containers.Preview({
        owner: world.owner,
        requestId,
        spec: { ...dev, modules: dev.modules.map((module) => named(module, world.unique())) },
      }),
    done: (now, before) => unless(same(now, before), "something was changed"),
  },
  {
    ...base,
    name: "set limits",
    action: "Containers.Update",
    call: "Containers.SetLimits",
    act: (world, requestId) =>
      world.tenant.containers.SetLimits({
        ...{ owner: world.owner, requestId },
        ...{ name: dev.name, limits: nextLimits(world) },
      }),
    done: (now, before) => [...runs(now), ...sameFiles(now, before)],
  },
];

const named = (module: Spec["modules"][number], userName: string) =>
  module.name === "git" ? { ...module, settings: { userName: { text: userName } } } : module;

const same = (now: HostFacts, before: HostFacts) =>
  JSON.stringify(now.records) === JSON.stringify(before.records);

let limit = 1_000;
function nextLimits({ workspaces }: World) {
  limit += 1;
  return { tasks: limit, ...(workspaces === BTRFS ? { diskBytes: limit * 2 ** 20 } : {}) };
}
