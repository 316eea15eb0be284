import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inAppliance, machines, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { withExecutorSettings, withTestModules } from "./harness/library.ts";
import { finish, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("trouble");
const create = (...modules: string[]) =>
  finish(
    tenant.containers.Create({ owner, spec: { name: "broken", modules: modules.map((name) => ({ name })) } }),
  );

const nothingIsLeft = async (): Promise<void> => {
  expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
  expect(await machines()).not.toContain("broken");
  expect(await tracesOf("broken")).toEqual([]);
};

describe("a unit that the host's admin has masked", () => {
  // systemd then reads no unit of that name, whatever else there is.
  const mask = "/run/systemd/system/container@broken.service";
  beforeAll(() => inAppliance("ln", "-sfn", "/dev/null", mask));
  afterEach(nothingIsLeft);
  afterAll(() => inAppliance("sh", "-c", `rm -f ${mask}; systemctl daemon-reload`));

  it("makes a create fail with INSTALL_FAILED, and nothing is left", async () => {
    const { failed, error, phases } = await create();
    expect(failed).toMatchObject({ reason: "INSTALL_FAILED", container: "broken" });
    expect(error).toMatchObject({ reason: "INSTALL_FAILED" });
    expect(phases).not.toContain("BOOT");
  });
});

describe("a nixpkgs that is not there", () => {
  withExecutorSettings({ VOXNIX_NIXPKGS: "/nowhere" });
  afterEach(nothingIsLeft);

  it("makes a create fail with EVAL_FAILED, and the host's status says what to do", async () => {
    const modules = [{ name: "git", settings: { userName: { text: `Nobody ${process.pid}` } } }];
    const { failed } = await finish(tenant.containers.Create({ owner, spec: { name: "broken", modules } }));
    expect(failed).toMatchObject({ reason: "EVAL_FAILED" });
    const { checks } = await admin.host.Status({});
    const troubled = checks.filter(({ ok }) => !ok);
    expect(troubled.some(({ detail, advice }) => /nixpkgs/i.test(`${detail} ${advice}`))).toBe(true);
    expect(troubled.every(({ advice }) => advice !== "")).toBe(true);
  });
});

describe("a container that never finishes its boot", () => {
  withTestModules({ VOXNIX_START_TIMEOUT_S: "5" });
  afterEach(nothingIsLeft);

  it("is START_FAILED after the time limit, with its journal, and nothing is left", async () => {
    const { failed } = await create("wont-finish");
    expect(failed).toMatchObject({ reason: "START_FAILED", container: "broken" });
    expect(failed?.lines.join("\n")).toContain("still thinking");
  });

  it("does not stand in the way of the next one of that name", async () => {
    await succeed(tenant.containers.Create({ owner, spec: { name: "broken", modules: [] } }));
    await succeed(tenant.containers.Destroy({ owner, name: "broken" }));
  });
});
