import type { Drift } from "@voxnix/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { killExecutor, settled } from "./harness/kill.ts";
import { finish, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("drift");
const dev = { owner, name: "dev" };
const theirs = "/etc/nixos-containers/theirs.conf";
let machine = "";

/** The drifts of this test's machine. */
const own = async (repair = false): Promise<Drift[]> =>
  (await admin.host.Reconcile({ repair })).drifts.filter((drift) => drift.machine === machine);
const told = async (repair = false) =>
  (await own(repair)).map(({ rule, repaired, trouble }) => [rule, repaired, trouble]);
const there = (path: string) => inAppliance("sh", "-c", `test -e '${path}' && echo there || echo gone`);

beforeAll(async () => {
  const spec = { name: "dev", modules: [{ name: "workspace" }] };
  machine = (await succeed(tenant.containers.Create({ owner, spec }))).machine;
  await runIn(tenant, owner, "dev", ["sh", "-c", "echo kept > /workspace/note"]);
  await inAppliance("sh", "-c", `echo SYSTEM_PATH=/nix/store/theirs > ${theirs}`);
});
afterAll(async () => {
  await inAppliance("rm", "-f", theirs);
  await finish(tenant.containers.Destroy(dev));
  await tenant.workspaces.Discard({ owner, copyId: "" });
});

it("a container that is as it is on record has no drift", async () => {
  expect(await own()).toEqual([]);
});

it("what somebody took away of it comes back, and it runs on meanwhile", async () => {
  const before = await tenant.containers.Get(dev);
  await inAppliance("rm", `/etc/nixos-containers/${machine}.conf`);
  await inAppliance("rm", "-r", `/nix/var/nix/gcroots/voxnix/generations/${machine}`);
  await inAppliance("sh", "-c", `bridge link set dev 'vb-${machine}' isolated off`);
  expect((await own()).map(({ rule }) => rule)).toEqual(["not-installed", "not-kept"]);
  expect(await told(true)).toEqual([
    ["not-installed", true, ""],
    ["not-kept", true, ""],
  ]);
  // With its unit in place it is looked at further.
  expect(await told(true)).toEqual([["not-isolated", true, ""]]);
  expect(await own()).toEqual([]);
  expect(await tenant.containers.Get(dev)).toMatchObject({ state: "RUNNING", sinceMs: before.sinceMs });
});

it("what another program did to the fence on the bridge is found and put right", async () => {
  const gap = `bridge voxnix ports { "vb-${machine}" }`;
  await inAppliance("nft", `delete element ${gap}`);
  expect(await told(true)).toEqual([["not-fenced", true, ""]]);
  await inAppliance("nft", `get element ${gap}`);
  await inAppliance("nft", 'add element bridge voxnix ports { "vb-nobody" }');
  await inAppliance(
    "nft",
    `add element bridge voxnix addresses { "vb-${machine}" . 0a:76:00:00:00:01 . 10.0.0.1 }`,
  );
  const { drifts } = await admin.host.Reconcile({ repair: true });
  const repaired = drifts.map(({ rule, machine: of, repaired: done }) => [rule, of, done]);
  expect(repaired).toContainEqual(["not-fenced", machine, true]);
  expect(repaired).toContainEqual(["orphan-fence", "nobody", true]);
  // As `nft flush ruleset` does it, with which many a firewall begins.
  await inAppliance("nft", "delete table bridge voxnix");
  const down = (await admin.host.Reconcile({ repair: true })).drifts;
  expect(down).toMatchObject([{ rule: "fence-down", repaired: true, trouble: "" }]);
  expect((await admin.host.Reconcile({})).drifts).toEqual([]);
  await inAppliance("nft", `get element ${gap}`);
});

it("a machine whose record is lost is removed, its files are its owner's, and a stranger's conf stays", async () => {
  await inAppliance("rm", "-r", `/var/lib/voxnix/containers/${machine}`);
  await killExecutor();
  await settled(tenant, owner);
  expect((await own()).map(({ rule }) => rule)).toEqual(["orphan-installed", "orphan-workspace"]);
  expect(await told(true)).toEqual([
    ["orphan-installed", true, ""],
    ["orphan-workspace", true, ""],
  ]);
  expect(await own()).toEqual([]);
  for (const path of [
    `/etc/nixos-containers/${machine}.conf`,
    `/var/lib/nixos-containers/${machine}`,
    `/nix/var/nix/gcroots/voxnix/containers/${machine}`,
    `/var/lib/voxnix-workspaces/${machine}`,
  ]) {
    expect([path, await there(path)]).toEqual([path, "gone"]);
  }
  const { workspaces } = await tenant.workspaces.List({ owner });
  expect(workspaces).toMatchObject([{ container: "dev", live: false, copies: [{ kind: "TRASH" }] }]);
  expect(await there(theirs)).toBe("there");
});
