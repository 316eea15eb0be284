import type { OperationEvent } from "@voxnix/protocol";
import { exec } from "@voxnix/sandbox";
import { inAppliance } from "../../system/harness/appliance.ts";
import { finish, type Told } from "../../system/harness/operation.ts";
import { until } from "../../system/harness/until.ts";
import { create, destroy, ending, must, words } from "../trouble.ts";
import type { World } from "../world.ts";

const state = "/var/lib/voxnix";
const unit = "voxnix-executor.service";
const aside = "/var/lib/voxnix-tests/state";
const sh = (script: string) => inAppliance("sh", "-ec", script);

/** The state lies on a file system of its own with 2 MB to spare while something is tried. */
export async function onSmallDisk<T>(act: () => Promise<T>): Promise<T> {
  await sh(`systemctl stop ${unit}; rm -rf ${aside}; cp -a ${state} ${aside}
    size=$(($(du -sk ${state} | cut -f1) + 2048)); mount -t tmpfs -o size=\${size}k,mode=0700 tmpfs ${state}
    cp -a ${aside}/. ${state}/; systemctl start ${unit}`);
  try {
    return await act();
  } finally {
    await sh(`rm -f ${state}/ballast; systemctl stop ${unit}; rm -rf ${aside}; cp -a ${state} ${aside}
      umount ${state}; find ${state} -mindepth 1 -delete; cp -a ${aside}/. ${state}/; rm -rf ${aside}
      systemctl start ${unit}`);
  }
}

/** Nothing more fits onto it. */
export const fill = () => exec(["sh", "-c", `cat /dev/zero > ${state}/ballast 2>/dev/null; sync`]);
/** There is room again. */
export const free = () => sh(`rm -f ${state}/ballast`);

/** An operation during which the disk fills up, from its first phase on. */
export async function filledMeanwhile(stream: AsyncIterable<OperationEvent>): Promise<Told> {
  let filled = false;
  const told = await finish(
    (async function* () {
      for await (const event of stream) {
        if (event.phase && !filled) {
          filled = true;
          await fill();
        }
        yield event;
      }
    })(),
  );
  must(["done", "DISK_FULL"].includes(ending(told)), `it ended with ${ending(told)}: ${words(told)}`);
  return told;
}

/** Waits until the executor works again: what it tries while a file system is just free may still fail. */
export async function canCreateAgain(world: World): Promise<void> {
  await until("a create succeeds again", async () => ending(await create(world)) === "done");
  await destroy(world);
}
