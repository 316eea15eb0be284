import { inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { hostFacts } from "../host-facts.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, ending, must, type Trouble } from "../trouble.ts";
import type { World } from "../world.ts";

const day = 86_400_000;
const setClock = (offMs: number) => inAppliance("sh", "-c", `echo ${offMs} > /run/voxnix-faults/clock`);
const restart = () => inAppliance("systemctl", "restart", "voxnix-executor.service");

/** Everything once, while the clock jumps in the middle of it. */
async function lifeWhile(world: World, offMs: number): Promise<string> {
  const { owner, tenant } = world;
  await create(world);
  await world.write(fresh.name, "kept");
  await destroy(world);
  const before = await hostFacts(world.workspaces);
  try {
    const stream = tenant.containers.Update({ owner, spec: { ...dev, packages: ["ripgrep"] } });
    let jumped = false;
    const told = await finish(
      (async function* () {
        for await (const event of stream) {
          if (event.phase && !jumped) {
            jumped = true;
            await setClock(offMs);
          }
          yield event;
        }
      })(),
    );
    must(ending(told) === "done", `an update meanwhile ended with ${ending(told)}`);
    // Its start is when the trash is looked through.
    await restart();
    await world.admin.ready(30_000);
    const back = await finish(tenant.containers.Update({ owner, spec: dev }));
    must(ending(back) === "done", `an update after it ended with ${ending(back)}`);
    const after = await hostFacts(world.workspaces);
    must(
      JSON.stringify(after.copies) === JSON.stringify(before.copies),
      `the trash had ${Object.keys(before.copies).length} copies, and has ${Object.keys(after.copies).length}`,
    );
    const restored = await finish(tenant.workspaces.Restore({ owner, container: fresh.name }));
    must(ending(restored) === "done", `a restore ended with ${ending(restored)}`);
  } finally {
    await setClock(0);
    await restart();
  }
  await destroy(world);
  return "update, start and restore are done; nothing of the trash is gone";
}

/** To be run with the clock of inside/at-clock.ts. */
export const clocks: Trouble[] = [
  {
    name: "the clock jumps 400 days ahead in the middle of an update",
    expected: "nothing ends early, no trash is emptied",
    run: (world) => lifeWhile(world, 400 * day),
  },
  {
    name: "the clock jumps 400 days back in the middle of an update",
    expected: "nothing hangs, no trash is emptied",
    run: (world) => lifeWhile(world, -400 * day),
  },
];
