import { afterAll, beforeAll, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { settled } from "./harness/kill.ts";
import { finish, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("restored");
const dev = { owner, name: "restored" };
// An image of its own, or other containers would keep it.
const modules = [
  { name: "workspace" },
  { name: "git", settings: { userName: { text: `Restored ${process.pid}` } } },
];
let machine = "";

const drifts = async (repair: boolean) =>
  (await admin.host.Reconcile({ repair })).drifts.filter((drift) => drift.machine === machine);

/** What docs/operations.md has in a backup is left; what the old host's Nix built is not. */
const moveHouse = async (): Promise<void> => {
  await inAppliance("systemctl", "stop", "voxnix-executor.service", `container@${machine}.service`);
  const image = await inAppliance("readlink", "-f", `/nix/var/nix/gcroots/voxnix/generations/${machine}/1`);
  await inAppliance(
    "sh",
    "-euc",
    `rm -f /etc/nixos-containers/${machine}.conf /nix/var/nix/gcroots/auto/extra-container-${machine}*
    for folder in /etc/systemd/system /etc/systemd-mutable/system /usr/lib/systemd/system; do
      rm -f "$folder/container@${machine}.service" "$folder/machines.target.wants/container@${machine}.service"
    done
    rm -rf /nix/var/nix/gcroots/voxnix/generations/${machine} /nix/var/nix/gcroots/voxnix/host-sides/${machine}*
    find /nix/var/nix/gcroots/voxnix/images -lname '${image}' -delete
    systemctl daemon-reload
    nix-store --delete '${image}' >/dev/null`,
  );
  await inAppliance("systemctl", "start", "voxnix-executor.service");
  await settled(admin, owner);
};

beforeAll(async () => {
  machine = (await succeed(tenant.containers.Create({ owner, spec: { name: "restored", modules } }))).machine;
  await runIn(tenant, owner, "restored", ["sh", "-c", "echo mine > /workspace/note; echo ours > /srv/note"]);
});
afterAll(async () => {
  await finish(tenant.containers.Destroy(dev));
  await tenant.workspaces.Discard({ owner, copyId: "" });
});

it("a host that was restored from its backup has records without containers, and Host.Reconcile says so", async () => {
  await moveHouse();
  expect(await tenant.containers.Get(dev)).toMatchObject({ state: "MISSING" });
  expect((await drifts(false)).map(({ rule, repairable }) => [rule, repairable])).toEqual([
    ["image-missing", true],
    ["not-installed", true],
    ["not-kept", true],
  ]);
});

it("Host.Reconcile builds and installs them again, and they start with all of their files", async () => {
  expect((await drifts(true)).map(({ repaired, trouble }) => [repaired, trouble])).toEqual([
    [true, ""],
    [true, ""],
    [true, ""],
  ]);
  expect(await drifts(false)).toEqual([]);
  expect(await tenant.containers.Get(dev)).toMatchObject({ state: "STOPPED", autostart: true });
  await succeed(tenant.containers.Start(dev));
  const read = await runIn(tenant, owner, "restored", ["cat", "/workspace/note", "/srv/note"]);
  expect(read.stdout).toBe("mine\nours\n");
});
