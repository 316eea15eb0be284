import { afterAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { BTRFS, mountBtrfs } from "./harness/btrfs.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { withExecutorSettings } from "./harness/library.ts";
import { refusal, succeed } from "./harness/operation.ts";

const cannot = await mountBtrfs();
if (cannot !== undefined) console.warn(`Not tested on btrfs, which this machine does not mount: ${cannot}`);

const { tenant, admin } = openDoors();
const owner = newOwner("btrfs");
const dev = { owner, name: "dev" };
const files = { owner, container: "dev" };
const modules = [{ name: "workspace" }];
const quotaBytes = 32 * 2 ** 20;

const sh = (script: string) => runIn(tenant, owner, "dev", ["sh", "-c", script]);
const note = (text: string) => sh(`printf %s ${text} > /workspace/note`);
const readNote = async () => (await sh("cat /workspace/note")).stdout;
const listed = async () => (await tenant.workspaces.List({ owner })).workspaces[0];
const restore = (copyId = "") => succeed(tenant.workspaces.Restore({ ...files, copyId }));
const subvolumes = async () =>
  (await inAppliance("btrfs", "subvolume", "list", BTRFS)).split("\n").filter((line) => line !== "");

// The steps build on each other: one workspace, from its quota to its end.
describe.skipIf(cannot !== undefined)("a workspace on btrfs", () => {
  withExecutorSettings({
    VOXNIX_WORKSPACES: BTRFS,
    VOXNIX_WORKSPACE_STORAGE: "btrfs",
    VOXNIX_WORKSPACE_QUOTA_MB: "32",
  });
  afterAll(async () => {
    const { containers } = await tenant.containers.List({ owner });
    for (const { name } of containers) await succeed(tenant.containers.Destroy({ owner, name }));
  });
  let snapshot = "";

  it("is a subvolume with a quota, which stops a write", async () => {
    await succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules } }));
    expect(await listed()).toMatchObject({ storage: "btrfs", quotaBytes });
    const { code, stderr } = await sh("head -c 48M /dev/zero > /workspace/big");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/quota exceeded/i);
    await sh("rm /workspace/big; sync");
    await note("first");
    expect(await readNote()).toBe("first");
  });

  it("counts what root inside hides in subvolumes of its own, and forgives nothing for its name", async () => {
    const { machine } = await tenant.containers.Get(dev);
    await inAppliance("btrfs", "subvolume", "create", `${BTRFS}/${machine}/dev-2`);
    const { code, stderr } = await sh(
      "head -c 20M /dev/urandom > /workspace/a && head -c 20M /dev/urandom > /workspace/dev-2/b",
    );
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/quota exceeded/i);
    await sh("rm -r /workspace/a /workspace/dev-2/b; sync");
    expect(await listed()).toMatchObject({ quotaBytes });
  });

  it("can be kept as it is by a snapshot, with a label", async () => {
    const copy = await tenant.workspaces.Snapshot({ ...files, label: "before the thesis" });
    expect(copy).toMatchObject({ kind: "SNAPSHOT", label: "before the thesis", expiresMs: 0 });
    snapshot = copy.id;
    await note("second");
  });

  it("goes back to it, and what was there is in the trash; the snapshot stays", async () => {
    await restore(snapshot);
    expect(await readNote()).toBe("first");
    const kinds = (await listed())?.copies.map(({ kind }) => kind);
    expect(kinds?.sort()).toEqual(["SNAPSHOT", "TRASH"]);
    await restore();
    expect(await readNote()).toBe("second");
  });

  it("keeps its quota over a restore", async () => {
    await restore(snapshot);
    expect((await sh("head -c 48M /dev/zero > /workspace/big")).code).not.toBe(0);
    await sh("rm /workspace/big; sync");
    expect(await listed()).toMatchObject({ quotaBytes });
  });

  it("may grow while its container runs, and is held to the host's default again", async () => {
    const most = 64 * 2 ** 20;
    const limit = (diskBytes: number) =>
      succeed(tenant.containers.SetLimits({ ...dev, limits: { diskBytes } }));
    expect((await limit(most)).limits).toMatchObject({ diskBytes: most });
    expect((await sh("head -c 48M /dev/zero > /workspace/big")).code).toBe(0);
    await sh("rm /workspace/big; sync");
    expect(await listed()).toMatchObject({ quotaBytes: most });
    expect((await limit(0)).limits).toMatchObject({ diskBytes: quotaBytes });
    expect((await sh("head -c 48M /dev/zero > /workspace/big")).code).not.toBe(0);
    await sh("rm /workspace/big; sync");
  });

  it("is held to its limit again when somebody took that away by hand", async () => {
    const group = await inAppliance(
      ...["sh", "-c", `btrfs qgroup show -r --raw ${BTRFS} | grep -o '^1/[0-9]*' | head -n 1`],
    );
    await inAppliance("btrfs", "qgroup", "limit", "none", group, BTRFS);
    const own = async (repair: boolean) =>
      (await admin.host.Reconcile({ repair })).drifts.filter((drift) => drift.owner === owner);
    expect(await own(false)).toMatchObject([{ rule: "limits", repairable: true }]);
    expect(await own(true)).toMatchObject([{ rule: "limits", repaired: true }]);
    expect(await listed()).toMatchObject({ quotaBytes });
  });

  it("comes back after a destroy, also from a snapshot, whose time runs only meanwhile", async () => {
    await succeed(tenant.containers.Destroy(dev));
    const copies = (await listed())?.copies ?? [];
    expect(copies.every(({ expiresMs }) => expiresMs > 0)).toBe(true);
    await restore(snapshot);
    expect(await readNote()).toBe("first");
    expect((await listed())?.copies.find(({ id }) => id === snapshot)).toMatchObject({ expiresMs: 0 });
  });

  it("leaves no subvolume when all of it is discarded", async () => {
    // A subvolume that root inside made goes along.
    const { machine } = await tenant.containers.Get(dev);
    await inAppliance("btrfs", "subvolume", "create", `${BTRFS}/${machine}/nested`);
    await succeed(tenant.containers.Destroy(dev));
    await tenant.workspaces.Discard({ owner });
    await tenant.workspaces.Discard({ owner, copyId: snapshot });
    expect(await tenant.workspaces.List({ owner })).toEqual({ workspaces: [] });
    expect(await subvolumes()).toEqual([]);
    expect(await refusal(tenant.workspaces.Discard({ owner, copyId: snapshot }))).toMatchObject({
      reason: "NOT_FOUND",
    });
  });
});
