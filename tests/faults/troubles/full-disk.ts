import { inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, devIsWell, ending, must, type Trouble, words } from "../trouble.ts";
import type { World } from "../world.ts";
import { canCreateAgain, fill, free, onSmallDisk } from "./small-disk.ts";

const unit = "voxnix-executor.service";

export const fullDisks: Trouble[] = [
  {
    name: "the disk of the state is full when something is asked for",
    expected:
      "changes are DISK_FULL and nothing is begun; what runs runs on, reading and commands work; free again, all works",
    run: (world) =>
      onSmallDisk(async () => {
        await fill();
        const refused = await cannotCreate(world);
        await devIsWell(world);
        const { failed, error } = await finish(
          world.tenant.containers.Update({ owner: world.owner, spec: { ...dev, packages: ["ripgrep"] } }),
        );
        must(
          (failed ?? error)?.reason === "DISK_FULL",
          `an update ended with ${(failed ?? error)?.reason ?? "done"}`,
        );
        const trouble = await diskTrouble(world);
        await free();
        await canCreateAgain(world);
        return `create: ${refused}; the host's status said: ${trouble || "nothing"}; afterwards it worked`;
      }),
  },
  {
    name: "the executor starts on a full disk",
    expected: "it starts, shows what there is, and changes are DISK_FULL until there is room",
    run: (world) =>
      onSmallDisk(async () => {
        await fill();
        await inAppliance("systemctl", "restart", unit);
        await devIsWell(world);
        const refused = await cannotCreate(world);
        await free();
        await canCreateAgain(world);
        return `started; create: ${refused}; afterwards it worked`;
      }),
  },
  {
    name: "the disk of the state is full when the trash is emptied",
    expected: "what makes room needs none: the trash is empty",
    run: (world) =>
      onSmallDisk(async () => {
        const { owner, tenant } = world;
        await create(world);
        await destroy(world);
        await fill();
        await tenant.workspaces.Discard({ owner, copyId: "" });
        const { workspaces } = await tenant.workspaces.List({ owner, container: fresh.name });
        must(workspaces.length === 0, "there is still something in it");
        return "emptied";
      }),
  },
];

/** Whether what watches over the daemon is told that it cannot work now. */
async function diskTrouble(world: World): Promise<string> {
  const { checks } = await world.admin.host.Status({});
  return checks
    .filter(({ ok }) => !ok)
    .map(({ detail }) => detail)
    .join("; ");
}

async function cannotCreate(world: World): Promise<string> {
  const told = await create(world);
  must(ending(told) === "DISK_FULL", `a create ended with ${ending(told)}: ${words(told)}`);
  must((await world.find(fresh.name)) === undefined, "what could not be created is on record");
  return ending(told);
}
