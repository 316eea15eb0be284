import { finish } from "../../system/harness/operation.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, ending, must, type Trouble, words } from "../trouble.ts";
import { canCreateAgain, filledMeanwhile, free, onSmallDisk } from "./small-disk.ts";

export const fillingDisks: Trouble[] = [
  {
    name: "the disk of the state fills up in the middle of a create",
    expected: "it is DISK_FULL and undone, or is told as done and is; nothing is left",
    run: (world) =>
      onSmallDisk(async () => {
        const told = await filledMeanwhile(
          world.tenant.containers.Create({ owner: world.owner, spec: fresh }),
        );
        const now = await world.find(fresh.name);
        must(
          (ending(told) === "done") === (now !== undefined),
          `told ${ending(told)}, and it is ${now?.state}`,
        );
        await free();
        if (now !== undefined) await destroy(world);
        await canCreateAgain(world);
        return `told ${ending(told)}, and so it was; afterwards it worked`;
      }),
  },
  {
    name: "the disk of the state fills up in the middle of an update",
    expected: "it is DISK_FULL and the container is as it was, or is told as done and is",
    run: (world) =>
      onSmallDisk(async () => {
        const { owner, tenant } = world;
        const { generation: before } = await tenant.containers.Get({ owner, name: dev.name });
        const spec = { ...dev, packages: ["ripgrep"] };
        const told = await filledMeanwhile(tenant.containers.Update({ owner, spec }));
        const { generation, packages } = await tenant.containers.Get({ owner, name: dev.name });
        const done = generation > before && packages.includes("ripgrep");
        must((ending(told) === "done") === done, `told ${ending(told)}, and it has ${packages}`);
        await free();
        const again = await finish(tenant.containers.Update({ owner, spec: dev }));
        must(ending(again) === "done", `an update after it ended with ${ending(again)}: ${words(again)}`);
        return `told ${ending(told)}, and so it was; afterwards it worked`;
      }),
  },
  {
    name: "the disk of the state fills up in the middle of a destroy",
    expected: "it is DISK_FULL and the container runs on, or is told as done and gone; its files are there",
    run: (world) =>
      onSmallDisk(async () => {
        await create(world);
        await world.write(fresh.name, "kept");
        const told = await filledMeanwhile(
          world.tenant.containers.Destroy({ owner: world.owner, name: fresh.name }),
        );
        const now = await world.find(fresh.name);
        const state = now?.state ?? "gone";
        must(
          state === (ending(told) === "done" ? "gone" : "RUNNING"),
          `told ${ending(told)}, and it is ${state}`,
        );
        await free();
        if (now !== undefined) await destroy(world);
        const { workspaces } = await world.tenant.workspaces.List({
          owner: world.owner,
          container: fresh.name,
        });
        must(workspaces.flatMap(({ copies }) => copies).length === 1, "its files are not in the trash");
        return `told ${ending(told)}, and so it was; its files are in the trash`;
      }),
  },
];
