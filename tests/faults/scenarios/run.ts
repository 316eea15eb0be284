import { runIn } from "../../system/harness/inside.ts";
import type { HostFacts } from "../host-facts.ts";
import { allFiles, type Scenario, unless } from "../scenario.ts";
import type { World } from "../world.ts";
import { dev } from "./specs.ts";

const { name } = dev;
const sameFiles = (now: HostFacts, before: HostFacts) =>
  unless(allFiles(now) === allFiles(before), "files are not what they were");
const is =
  (...states: string[]) =>
  (now: HostFacts, before: HostFacts) => {
    const state = now.states[name] ?? "not loaded";
    return [...unless(states.includes(state), `it is ${state}`), ...sameFiles(now, before)];
  };
const up = "loaded active running";

const prepare = async (world: World) => {
  await world.running(dev);
};

export const runs: Scenario[] = [
  {
    name: "start",
    container: name,
    action: "Containers.Start",
    prepare: (world) => world.stopped(dev),
    act: ({ tenant, owner }, requestId) => tenant.containers.Start({ owner, requestId, name }),
    done: is(up),
  },
  {
    name: "stop",
    container: name,
    action: "Containers.Stop",
    prepare,
    act: ({ tenant, owner }, requestId) => tenant.containers.Stop({ owner, requestId, name }),
    // systemd forgets a unit that is at rest when nothing names it.
    done: is("loaded inactive dead", "not loaded"),
  },
  {
    name: "restart",
    container: name,
    action: "Containers.Restart",
    prepare,
    act: ({ tenant, owner }, requestId) => tenant.containers.Restart({ owner, requestId, name }),
    done: is(up),
  },
  {
    name: "exec",
    container: name,
    action: "Containers.Exec",
    plain: true,
    prepare,
    act: ({ tenant, owner }) =>
      runIn(tenant, owner, name, ["sh", "-c", "sleep 0.2; cat /workspace/deep/note"]),
    done: is(up),
  },
];
