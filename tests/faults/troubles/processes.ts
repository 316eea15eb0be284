import { CODE, NODE } from "@voxnix/sandbox";
import { holds, inAppliance } from "../../system/harness/appliance.ts";
import { begins, watch } from "../../system/harness/operation.ts";
import { GATE } from "../../system/harness/test-modules.ts";
import { until } from "../../system/harness/until.ts";
import { fresh } from "../scenarios/specs.ts";
import { destroy, devIsWell, ending, must, type Trouble, words } from "../trouble.ts";
import { settled } from "../verdict.ts";
import type { World } from "../world.ts";

/** A create whose build waits in the middle. */
function createAtGate(world: World) {
  const settings = { ticket: { text: world.unique() } };
  const spec = { name: fresh.name, modules: [{ name: "workspace" }, { name: "waits", settings }] };
  return watch((signal) => world.tenant.containers.Create({ owner: world.owner, spec }, { signal }));
}

// Not the shell that looks for it.
const waits = `pgrep -f '[r]ead line < ${GATE}'`;
const waiting = () => until("a build waits at the gate", () => holds("sh", "-c", waits));
const goOn = () => inAppliance("timeout", "60", "sh", "-c", `echo go > ${GATE}`);
const active = (unit: string) =>
  until(`${unit} is active`, () => holds("systemctl", "-q", "is-active", unit));

export const processes: Trouble[] = [
  {
    name: "kill -9 of the agent while a create that it asked for is under way",
    expected: "the create goes on to its end; the agent is started again",
    async run(world) {
      // Asked by a client with the agent's own uid, which dies with the agent.
      const script = `${CODE}/tests/faults/inside/create.ts`;
      const settings = JSON.stringify({ ticket: { text: world.unique() } });
      const unit = "voxnix-fault-client.service";
      await inAppliance("systemctl", "reset-failed", unit).catch(() => "");
      await inAppliance(
        ...["systemd-run", `--unit=${unit}`, "--uid=voxnix-agent", "--gid=voxnix", "--collect"],
        ...[NODE, script, world.owner, fresh.name, settings],
      );
      await waiting();
      await inAppliance("systemctl", "kill", "--signal=SIGKILL", unit, "voxnix-agent.service");
      await goOn();
      await settled(world);
      const container = await world.find(fresh.name);
      must(container?.state === "RUNNING", `the container is ${container?.state}`);
      await active("voxnix-agent.service");
      await destroy(world);
      return "created and running; the agent is active again";
    },
  },
  {
    name: "kill -9 of nix in the middle of a build",
    expected: "BUILD_FAILED, nothing is left of the container",
    async run(world) {
      const created = createAtGate(world);
      await waiting();
      await inAppliance(
        "sh",
        "-c",
        "kill -KILL $(pgrep -x nix -P $(systemctl show -P MainPID voxnix-executor.service))",
      );
      const told = await created.told;
      must(ending(told) === "BUILD_FAILED", `it ended with ${ending(told)}: ${words(told)}`);
      must((await world.find(fresh.name)) === undefined, "it is still on record");
      must(!(await holds("sh", "-c", waits)), "its builder is still there");
      return `BUILD_FAILED: ${words(told)}`;
    },
  },
  {
    name: "kill -9 of a builder in the middle of a build",
    expected: "BUILD_FAILED, nothing is left of the container",
    async run(world) {
      const created = createAtGate(world);
      await waiting();
      await inAppliance("sh", "-c", `kill -KILL $(${waits})`);
      const told = await created.told;
      must(ending(told) === "BUILD_FAILED", `it ended with ${ending(told)}: ${words(told)}`);
      must((await world.find(fresh.name)) === undefined, "it is still on record");
      return `BUILD_FAILED: ${words(told)}`;
    },
  },
  {
    name: "kill -9 of the executor in the middle of a build",
    expected: "INTERRUPTED after its start, nothing is left of container and build",
    async run(world) {
      const created = createAtGate(world);
      await waiting();
      await inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");
      await created.told.catch(() => undefined);
      await settled(world);
      const { operations } = await world.tenant.operations.List({ owner: world.owner });
      must(operations[0]?.error?.reason === "INTERRUPTED", `it ended with ${operations[0]?.error?.reason}`);
      must(!(await holds("sh", "-c", waits)), "its builder is still there");
      return `INTERRUPTED: ${operations[0].error.message}`;
    },
  },
  {
    name: "kill -9 of systemd-machined while containers run and one boots",
    expected: "containers run on; the create ends well or is undone; machined knows all of them",
    async run(world) {
      const created = watch((signal) =>
        world.tenant.containers.Create({ owner: world.owner, spec: fresh }, { signal }),
      );
      await created.see(begins("BOOT"));
      await inAppliance("systemctl", "kill", "--signal=SIGKILL", "systemd-machined.service");
      const told = await created.told;
      must(["done", "START_FAILED"].includes(ending(told)), `it ended with ${ending(told)}`);
      await devIsWell(world);
      const listed = await inAppliance("machinectl", "list", "--no-legend");
      must(listed.includes("fault-dev"), "machined has forgotten one");
      if (ending(told) === "done") await destroy(world);
      return `the create: ${ending(told)}; the others ran on`;
    },
  },
];
