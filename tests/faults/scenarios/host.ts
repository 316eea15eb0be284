import { inAppliance } from "../../system/harness/appliance.ts";
import { finish } from "../../system/harness/operation.ts";
import { type Scenario, unless } from "../scenario.ts";
import type { World } from "../world.ts";
import { dev } from "./specs.ts";

const prebuild = (world: World, requestId: string) =>
  world.admin.images.Prebuild({
    requestId,
    modules: [{ name: "git", settings: { userName: { text: world.unique() } } }],
  });

const drift = `rm -f /etc/nixos-containers/${dev.name}.conf
  rm -rf /nix/var/nix/gcroots/voxnix/generations/${dev.name}
  nft 'add element bridge voxnix ports { "vb-nobody" }'`;

/** Twice: with its unit in place a container is looked at further. */
async function repair({ admin }: World): Promise<void> {
  await admin.host.Reconcile({ repair: true });
  await admin.host.Reconcile({ repair: true });
}

let image = "";

export const hosts: Scenario[] = [
  {
    name: "prebuild",
    container: "",
    action: "Images.Prebuild",
    prepare: async () => {},
    act: prebuild,
    done: (now, before) =>
      // Where there are many, the oldest goes meanwhile.
      unless(
        now.imageNotes.some((image) => !before.imageNotes.includes(image)),
        "there is no new image",
      ),
  },
  {
    name: "remove an image",
    container: "",
    action: "Images.Remove",
    plain: true,
    async prepare(world) {
      const { images } = await world.admin.images.List({});
      if (images.some(({ path }) => path === image)) return;
      const { events } = await finish(prebuild(world, ""));
      image = events.at(-1)?.done?.image?.path ?? "";
    },
    act: (world) => world.admin.images.Remove({ path: image }),
    done: (now) => unless(!Object.values(now.heldImages).includes(image), "it is still held"),
  },
  {
    name: "set a secret",
    container: "",
    action: "Secrets.Set",
    plain: true,
    async prepare({ tenant, owner }) {
      const { secrets } = await tenant.secrets.List({ owner });
      if (secrets.some(({ name }) => name === "late")) await tenant.secrets.Remove({ owner, name: "late" });
    },
    act: ({ tenant, owner }) => tenant.secrets.Set({ owner, name: "late", value: Buffer.from("x") }),
    done: (now) =>
      unless(
        now.secrets.some((file) => file.endsWith("/late")),
        "it is not there",
      ),
  },
  {
    name: "remove a secret",
    container: "",
    action: "Secrets.Remove",
    plain: true,
    async prepare({ tenant, owner }) {
      await tenant.secrets.Set({ owner, name: "late", value: Buffer.from("x") });
    },
    act: ({ tenant, owner }) => tenant.secrets.Remove({ owner, name: "late" }),
    done: (now) => unless(!now.secrets.some((file) => file.endsWith("/late")), "it is still there"),
  },
  {
    name: "repair of drift",
    container: dev.name,
    action: "Host.Reconcile",
    plain: true,
    several: true,
    async prepare(world) {
      await world.running(dev);
      await inAppliance("sh", "-ec", drift);
    },
    act: repair,
    again: repair,
    done: () => [],
  },
];
