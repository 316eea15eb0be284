import { inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, ending, must, type Trouble, words } from "../trouble.ts";
import type { World } from "../world.ts";

const enter = `nsenter --mount --target "$(systemctl show -P MainPID voxnix-executor.service)"`;
const sh = (script: string) => inAppliance("sh", "-ec", script);

export const stores: Trouble[] = [
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
