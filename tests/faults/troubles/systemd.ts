import { holds, inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { until } from "../../system/harness/until.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, devIsWell, ending, must, type Trouble, words } from "../trouble.ts";

const folder = (name: string) => `/run/systemd/system/container@${name}.service.d`;

/** systemd refuses something of a container's unit while something is tried. */
async function refusing<T>(name: string, line: string, act: () => Promise<T>): Promise<T> {
  const script = 'mkdir -p "$0"; printf "%s\\n" "[Unit]" "$1" > "$0/fault.conf"; systemctl daemon-reload';
  await inAppliance("sh", "-ec", script, folder(name), line);
  try {
    return await act();
  } finally {
    await inAppliance("sh", "-ec", 'rm -rf "$0"; systemctl daemon-reload', folder(name));
  }
}

export const systemd: Trouble[] = [
  {
    name: "systemd refuses to start a container",
    expected: "START_FAILED, nothing is left of it",
    async run(world) {
      const told = await refusing(fresh.name, "RefuseManualStart=yes", () => create(world));
      must(ending(told) === "START_FAILED", `it ended with ${ending(told)}`);
      must((await world.find(fresh.name)) === undefined, "it is still on record");
      return `START_FAILED: ${words(told)}`;
    },
  },
  {
    name: "systemd refuses to stop a container",
    expected: "STOP_FAILED, the container runs on and stays on record; allowed again, it is destroyed",
    async run(world) {
      await create(world);
      const told = await refusing(fresh.name, "RefuseManualStop=yes", () => destroy(world));
      must(ending(told) === "STOP_FAILED", `it ended with ${ending(told)}: ${words(told)}`);
      must((await world.find(fresh.name))?.state === "RUNNING", "it does not run any more");
      const again = await destroy(world);
      must(ending(again) === "done", `the second destroy ended with ${ending(again)}`);
      return `STOP_FAILED: ${words(told)} Then destroyed`;
    },
  },
  {
    name: "the unit of a container is masked",
    expected: "a start fails and says so; unmasked, it starts",
    async run(world) {
      const { owner, tenant } = world;
      const unit = `container@${dev.name}.service`;
      const start = () => finish(tenant.containers.Start({ owner, name: dev.name }));
      await finish(tenant.containers.Stop({ owner, name: dev.name }));
      await inAppliance("systemctl", "mask", "--runtime", unit);
      const told = await start().finally(() => inAppliance("systemctl", "unmask", "--runtime", unit));
      must(ending(told) !== "done", "it was told as started");
      const again = await start();
      must(ending(again) === "done", `the second start ended with ${ending(again)}`);
      await devIsWell(world);
      return `${ending(told)}: ${words(told)} Then started`;
    },
  },
  {
    name: "systemd reads no units again (daemon-reload is refused)",
    expected: "a create ends well without, or fails and is undone",
    async run(world) {
      // systemd-system.conf(5), ReloadLimitBurst: so many reloads, and no more for a while.
      const conf = "/run/systemd/system.conf.d/fault.conf";
      const limit = "[Manager]\\nReloadLimitIntervalSec=20\\nReloadLimitBurst=1\\n";
      await inAppliance(
        "sh",
        "-ec",
        `mkdir -p /run/systemd/system.conf.d; printf '${limit}' > ${conf}; systemctl daemon-reload; systemctl daemon-reload || true`,
      );
      const refused = await inAppliance("sh", "-c", "systemctl daemon-reload 2>&1 && echo accepted || true");
      try {
        must(!refused.includes("accepted"), "this systemd has no such limit");
        const told = await create(world);
        const there = (await world.find(fresh.name)) !== undefined;
        must(
          (ending(told) === "done") === there,
          `told ${ending(told)}, and it is ${there ? "" : "not "}there`,
        );
        return `told ${ending(told)}, and so it was`;
      } finally {
        await inAppliance("rm", "-f", conf);
        // The first that it takes makes it forget the limit.
        await until("systemd reads units again", () => holds("systemctl", "daemon-reload"));
        if ((await world.find(fresh.name)) !== undefined) await destroy(world);
      }
    },
  },
  {
    name: "a container that never becomes ready",
    expected: "START_FAILED at the time limit with its own journal, nothing is left",
    async run(world) {
      const spec = { name: fresh.name, modules: [{ name: "wont-finish" }] };
      const told = await create(world, fresh.name, { spec });
      must(ending(told) === "START_FAILED", `it ended with ${ending(told)}`);
      must(told.failed?.lines.join("\n").includes("still thinking") === true, "its own journal is not told");
      return `START_FAILED: ${words(told)}`;
    },
  },
];
