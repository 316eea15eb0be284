import type { OperationEvent } from "@voxnix/protocol";
import { exec } from "@voxnix/sandbox";
import { inAppliance } from "../../system/harness/appliance.ts";
import { finish, type Told } from "../../system/harness/operation.ts";
import { until } from "../../system/harness/until.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, devIsWell, ending, must, type Trouble, words } from "../trouble.ts";
import type { World } from "../world.ts";

const state = "/var/lib/voxnix";
const unit = "voxnix-executor.service";
const enter = `nsenter --mount --target "$(systemctl show -P MainPID ${unit})"`;
const aside = "/var/lib/voxnix-tests/state";
const sh = (script: string) => inAppliance("sh", "-ec", script);

/** The state lies on a file system of its own with 2 MB to spare while something is tried. */
async function onSmallDisk<T>(act: () => Promise<T>): Promise<T> {
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
const fill = () => exec(["sh", "-c", `cat /dev/zero > ${state}/ballast 2>/dev/null; sync`]);
const free = () => sh(`rm -f ${state}/ballast`);

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

async function canCreateAgain(world: World): Promise<void> {
  await until("a create succeeds again", async () => ending(await create(world)) === "done");
  await destroy(world);
}

/** An operation during which the disk fills up, from its first phase on. */
async function filledMeanwhile(stream: AsyncIterable<OperationEvent>): Promise<Told> {
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

export const disks: Trouble[] = [
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
    name: "the disk of the store is full",
    expected: "a new image is DISK_FULL and nothing is left; what is there starts and stops",
    run: (world) =>
      // Over the real one, with no room for anything new.
      withStore(
        `${enter} mount -t tmpfs -o size=64k tmpfs /tmp; ${enter} mkdir /tmp/upper /tmp/work
         ${enter} sh -c 'cat /dev/zero > /tmp/ballast 2>/dev/null || true'
         ${enter} mount -t overlay -o lowerdir=/nix/store,upperdir=/tmp/upper,workdir=/tmp/work overlay /nix/store`,
        `${enter} umount /nix/store; ${enter} umount /tmp`,
        () => noNewImage(world, /^DISK_FULL$/),
      ),
  },
  {
    name: "the store is read-only",
    expected:
      "a new image is BUILD_FAILED or EVAL_FAILED and nothing is left; what is there starts and stops",
    run: (world) =>
      withStore(
        `${enter} mount --bind /nix/store /nix/store; ${enter} mount -o remount,bind,ro /nix/store`,
        `${enter} umount /nix/store`,
        () => noNewImage(world, /^(BUILD|EVAL)_FAILED$/),
      ),
  },
];

/** Another store in the executor's own view of the host, which Nix as its child shares. */
async function withStore<T>(mount: string, unmount: string, act: () => Promise<T>): Promise<T> {
  await sh(mount);
  try {
    return await act();
  } finally {
    await sh(unmount);
  }
}

async function noNewImage(world: World, reason: RegExp): Promise<string> {
  const { owner, tenant } = world;
  const settings = { userName: { text: world.unique() } };
  const told = await create(world, fresh.name, {
    spec: { name: fresh.name, modules: [{ name: "git", settings }] },
  });
  must(reason.test(ending(told)), `it ended with ${ending(told)}: ${words(told)}`);
  const restarted = await finish(tenant.containers.Restart({ owner, name: dev.name }));
  must(ending(restarted) === "done", `a restart ended with ${ending(restarted)}`);
  return `${ending(told)}: ${words(told)}; a restart of another: done`;
}
