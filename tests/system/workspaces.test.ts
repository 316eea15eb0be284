import type { WorkspaceCopy } from "@voxnix/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { killExecutor, settled } from "./harness/kill.ts";
import { begins, finish, refusal, refusedChange, succeed, watch } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("files");
const dev = { owner, name: "dev" };
const files = { owner, container: "dev" };

const modules = [{ name: "git", settings: { userName: { text: "Ada" } } }, { name: "workspace" }];
const create = () => succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules } }));
const destroy = () => succeed(tenant.containers.Destroy(dev));
const restore = (copyId = "") => tenant.workspaces.Restore({ ...files, copyId });
const sh = async (script: string): Promise<string> => {
  const { code, stdout, stderr } = await runIn(tenant, owner, "dev", ["sh", "-ec", script]);
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  return stdout.trim();
};
const note = (text: string) => sh(`printf %s ${text} > /workspace/note`);
const readNote = () => sh("cat /workspace/note");
const listed = async () => (await tenant.workspaces.List({ owner })).workspaces[0];
const copies = async (): Promise<WorkspaceCopy[]> => (await listed())?.copies ?? [];
/** What the notes in the trash say, seen from the host. */
const inTrash = async (): Promise<string[]> => {
  const folders = (await copies()).map(({ id }) => `/var/lib/voxnix-workspaces/.copies/${id}/note`);
  return Promise.all(folders.map((path) => inAppliance("cat", path)));
};

describe("the workspace of a destroyed container", () => {
  let sum = "";

  it("is in the trash, with the time that it will be kept", async () => {
    await create();
    sum = await sh("head -c 300000 /dev/urandom > /workspace/thesis.bin; sha256sum /workspace/thesis.bin");
    expect(await listed()).toMatchObject({
      container: "dev",
      live: true,
      mountPoint: "/workspace",
      copies: [],
    });
    await destroy();
    const [copy, ...others] = await copies();
    expect(others).toEqual([]);
    expect(await listed()).toMatchObject({ container: "dev", live: false, storage: "directory" });
    expect(copy).toMatchObject({ kind: "TRASH", label: "" });
    expect((copy?.expiresMs ?? 0) - (copy?.madeMs ?? 0)).toBe(30 * 86_400_000);
  });

  it("is nobody else's to see, to bring back or to discard", async () => {
    const stranger = newOwner("stranger");
    const [copy] = await copies();
    const theirs = { owner: stranger, container: "dev", copyId: copy?.id ?? "" };
    expect(await tenant.workspaces.List({ owner: stranger })).toEqual({ workspaces: [] });
    expect(await refusedChange(tenant.workspaces.Restore(theirs))).toMatchObject({ reason: "NOT_FOUND" });
    expect(await refusal(tenant.workspaces.Discard(theirs))).toMatchObject({ reason: "NOT_FOUND" });
    expect((await admin.workspaces.List({ owner })).workspaces).toHaveLength(1);
  });

  it("comes back to the byte, in a container like the one that was destroyed", async () => {
    const { container, phases } = await finish(restore());
    expect(container).toMatchObject({ name: "dev", state: "RUNNING", workspace: "/workspace" });
    expect(phases).toContain("RESTORE_FILES");
    expect(container?.modules.map(({ name }) => name).sort()).toEqual(["git", "workspace"]);
    expect(await sh("sha256sum /workspace/thesis.bin")).toBe(sum);
    expect(await sh("git config user.name")).toBe("Ada");
    expect(await sh("touch /workspace/mine; stat -c %u /workspace/thesis.bin")).toBe("0");
    expect(await listed()).toMatchObject({ live: true, copies: [] });
  });

  it("is gone for good once it was discarded", async () => {
    await destroy();
    const [copy] = await copies();
    expect(await tenant.workspaces.Discard({ owner, copyId: copy?.id ?? "" })).toMatchObject({
      discarded: [{ id: copy?.id }],
    });
    expect(await tenant.workspaces.List({ owner })).toEqual({ workspaces: [] });
    expect(await refusedChange(restore())).toMatchObject({
      reason: "NOT_FOUND",
      facts: { container: "dev" },
    });
  });
});

describe("a copy that is brought back to a container that is there", () => {
  beforeAll(async () => {
    await create();
    await note("old");
    await destroy();
    await create();
    await note("new");
  });
  afterAll(async () => {
    await destroy();
    await tenant.workspaces.Discard({ owner });
  });

  it("takes the place of its files, which go to the trash", async () => {
    expect(await succeed(restore())).toMatchObject({ state: "RUNNING" });
    expect(await readNote()).toBe("old");
    expect(await inTrash()).toEqual(["new"]);
  });

  it("is undone by doing it again", async () => {
    await succeed(restore());
    expect(await readNote()).toBe("new");
    expect(await inTrash()).toEqual(["old"]);
  });

  it("leaves a stopped container stopped", async () => {
    await succeed(tenant.containers.Stop(dev));
    expect(await succeed(restore())).toMatchObject({ state: "STOPPED" });
    await succeed(tenant.containers.Start(dev));
    expect(await readNote()).toBe("old");
  });

  it("is joined by a retry with the same request id", async () => {
    const [copy] = await copies();
    const request = { ...files, copyId: copy?.id ?? "", requestId: `retry-${process.pid}` };
    const [first, second] = await Promise.all([
      finish(tenant.workspaces.Restore(request)),
      finish(tenant.workspaces.Restore(request)),
    ]);
    expect(first.id).toBe(second.id);
    expect(await readNote()).toBe("new");
  });

  it("may come from a snapshot only where the host's storage has them", async () => {
    expect(await refusal(tenant.workspaces.Snapshot({ ...files, label: "before" }))).toMatchObject({
      reason: "UNSUPPORTED",
    });
  });
});

describe("an executor that is killed while it brings a copy back", () => {
  beforeAll(async () => {
    await create();
    await note("old");
    await destroy();
    await create();
    await note("new");
  });
  afterAll(async () => {
    await destroy();
    await tenant.workspaces.Discard({ owner });
  });

  it.each(["SHUT_DOWN", "RESTORE_FILES", "BOOT"] as const)(
    "at %s loses neither what was there nor the copy, and the container runs again",
    async (phase) => {
      const restoring = watch((signal) => tenant.workspaces.Restore(files, { signal }));
      await restoring.see(begins(phase));
      await killExecutor();
      await restoring.told.catch(() => undefined);
      await settled(tenant, owner);
      expect(await tenant.containers.Get(dev)).toMatchObject({ state: "RUNNING" });
      expect([await readNote(), ...(await inTrash())].sort()).toEqual(["new", "old"]);
    },
  );

  it("of a destroyed container puts the copy back into the trash, or has finished", async () => {
    await destroy();
    const [copy] = await copies();
    const restoring = watch((signal) =>
      tenant.workspaces.Restore({ ...files, copyId: copy?.id ?? "" }, { signal }),
    );
    await restoring.see(begins("BOOT"));
    await killExecutor();
    await restoring.told.catch(() => undefined);
    await settled(tenant, owner);
    if ((await listed())?.live !== true) await succeed(restore(copy?.id));
    expect([await readNote(), ...(await inTrash())].sort()).toEqual(["new", "old"]);
  });
});
