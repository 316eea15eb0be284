import { afterEach, describe, expect, it } from "vitest";
import { machines, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { withTestModules } from "./harness/library.ts";
import { finish, refusedChange, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
withTestModules({ VOXNIX_MAX_CONTAINERS_PER_OWNER: "2", VOXNIX_START_TIMEOUT_S: "30" });

const owner = newOwner("fail");
const create = (name: string, ...modules: string[]) =>
  tenant.containers.Create({ owner, spec: { name, modules: modules.map((module) => ({ name: module })) } });

describe("a create that fails", () => {
  afterEach(async () => {
    expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
    expect(await machines()).not.toContain("broken");
    expect(await tracesOf("broken")).toEqual([]);
  });

  it("while it is evaluated says EVAL_FAILED with Nix's own last words, and leaves nothing", async () => {
    const { failed, error, phases } = await finish(create("broken", "wont-eval"));
    expect(failed).toMatchObject({ reason: "EVAL_FAILED", container: "broken" });
    expect(error).toMatchObject({ reason: "EVAL_FAILED" });
    expect(failed?.lines.join("\n")).toContain("the module wont-eval is broken on purpose");
    expect(phases).not.toContain("BUILD");
  });

  it("while it is built says BUILD_FAILED with the end of the build log, and leaves nothing", async () => {
    const { failed, error, phases } = await finish(create("broken", "wont-build"));
    expect(failed).toMatchObject({ reason: "BUILD_FAILED", container: "broken" });
    expect(error).toMatchObject({ reason: "BUILD_FAILED" });
    expect(failed?.lines.join("\n")).toContain("configure: error: out of cheese");
    expect(phases).toContain("BUILD");
    expect(phases).not.toContain("INSTALL");
  });

  it("while it boots says START_FAILED with the container's own journal, and leaves nothing", async () => {
    const { failed, error, phases } = await finish(create("broken", "wont-boot"));
    expect(failed).toMatchObject({ reason: "START_FAILED", container: "broken" });
    expect(error).toMatchObject({ reason: "START_FAILED" });
    expect(failed?.lines.join("\n")).toContain("the cheese has run out");
    expect(phases).toContain("BOOT");
  });

  it("can be tried again under the same name, with other modules", async () => {
    await succeed(create("broken"));
    await succeed(tenant.containers.Destroy({ owner, name: "broken" }));
  });
});

describe("an owner's quota", () => {
  it("is kept: the container too many is QUOTA_EXCEEDED, and a destroyed one makes room", async () => {
    await succeed(create("one"));
    await succeed(create("two"));
    expect(await refusedChange(create("three"))).toMatchObject({ reason: "QUOTA_EXCEEDED" });
    const other = newOwner("other");
    await succeed(tenant.containers.Create({ owner: other, spec: { name: "one", modules: [] } }));
    await succeed(tenant.containers.Destroy({ owner, name: "one" }));
    await succeed(create("three"));
    for (const name of ["two", "three"]) await succeed(tenant.containers.Destroy({ owner, name }));
    await succeed(tenant.containers.Destroy({ owner: other, name: "one" }));
  });
});

describe("a name", () => {
  it("that the owner already uses is NAME_TAKEN, and the container that has it is left alone", async () => {
    const first = await succeed(create("dev"));
    expect(await refusedChange(create("dev", "git"))).toMatchObject({
      reason: "NAME_TAKEN",
      facts: { container: "dev" },
    });
    const still = await tenant.containers.Get({ owner, name: "dev" });
    expect(still).toMatchObject({ state: "RUNNING", sinceMs: first.sinceMs, modules: [] });
    await succeed(tenant.containers.Destroy({ owner, name: "dev" }));
  });
});
