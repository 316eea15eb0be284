import { afterAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { finish, refusedChange, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("limits");
const dev = { owner, name: "dev" };
const MiB = 2 ** 20;

/** What systemd holds the container's unit to. */
const held = async (machine: string) => {
  const properties = ["MemoryMax", "MemorySwapMax", "TasksMax", "CPUQuotaPerSecUSec"];
  const shown = await inAppliance(
    ...["systemctl", "show", `--property=${properties.join(",")}`, `container@${machine}.service`],
  );
  return Object.fromEntries(shown.split("\n").map((line) => line.split("=")));
};
const ask = (limits: object) => tenant.containers.SetLimits({ ...dev, limits });

describe("what a container may take", () => {
  let machine = "";
  afterAll(async () => {
    await finish(tenant.containers.Destroy(dev));
  });

  it("is the host's default unless it asks otherwise, and systemd holds it to that", async () => {
    const { defaultLimits } = await tenant.host.Status({});
    const spec = { name: "dev", limits: { cpuPercent: 150 } };
    const created = await succeed(tenant.containers.Create({ owner, spec }));
    machine = created.machine;
    expect(defaultLimits?.tasks).toBeGreaterThan(0);
    expect(created.limits).toMatchObject({ ...defaultLimits, cpuPercent: 150 });
    expect(await held(machine)).toEqual({
      MemoryMax: String(defaultLimits?.memoryBytes),
      MemorySwapMax: String(defaultLimits?.memoryBytes),
      TasksMax: String(defaultLimits?.tasks),
      CPUQuotaPerSecUSec: expect.stringMatching(/^1\.50*s$/),
    });
  });

  it("changes while it runs, without a restart", async () => {
    const before = await tenant.containers.Get(dev);
    const after = await succeed(ask({ memoryBytes: 512 * MiB, tasks: 256 }));
    expect(after).toMatchObject({ state: "RUNNING", sinceMs: before.sinceMs, generation: 1 });
    expect(after.limits).toMatchObject({ memoryBytes: 512 * MiB, tasks: 256, cpuPercent: 150 });
    expect(await held(machine)).toEqual({
      ...{
        MemoryMax: String(512 * MiB),
        MemorySwapMax: String(512 * MiB),
        TasksMax: "256",
        CPUQuotaPerSecUSec: expect.stringMatching(/^1\.50*s$/),
      },
    });
  });

  it("stays through a restart, and stands in the unit for the host's next boot", async () => {
    expect(await runIn(tenant, owner, "dev", ["true"])).toMatchObject({ code: 0 });
    await succeed(tenant.containers.Restart(dev));
    expect(await held(machine)).toMatchObject({ MemoryMax: String(512 * MiB), TasksMax: "256" });
    const unit = await inAppliance("cat", `/etc/systemd/system/container@${machine}.service`).catch(() =>
      inAppliance("systemctl", "cat", `container@${machine}.service`),
    );
    expect(unit).toMatch(/^MemoryMax=536870912$/m);
    expect(unit).toMatch(/^TasksMax=256$/m);
  });

  it("is put right when somebody changed it by hand, and both are told to who audits", async () => {
    await inAppliance("systemctl", "set-property", "--runtime", `container@${machine}.service`, "TasksMax=9");
    const own = async (repair: boolean) =>
      (await admin.host.Reconcile({ repair })).drifts.filter((drift) => drift.owner === owner);
    expect(await own(false)).toMatchObject([{ rule: "limits", machine, repairable: true, repaired: false }]);
    expect(await held(machine)).toMatchObject({ TasksMax: "9" });
    expect(await own(true)).toMatchObject([{ rule: "limits", repaired: true, trouble: "" }]);
    expect(await own(false)).toEqual([]);
    expect(await held(machine)).toMatchObject({ TasksMax: "256" });

    const told: string[] = [];
    for await (const entry of admin.host.Audit({ owner }))
      told.push(`${entry.role} ${entry.action} ${entry.ok}`);
    expect(told).toEqual([
      "tenant Containers.Create true",
      "tenant Containers.Update true",
      "tenant Containers.Exec true",
      "tenant Containers.Restart true",
      "admin Host.Reconcile true",
    ]);
  });

  it("ends a program that makes processes without end, and not the host", async ({ skip }) => {
    const group = await inAppliance(
      ...["systemctl", "show", "--value", "--property=ControlGroup", `container@${machine}.service`],
    );
    // Limits bite where the kernel gives systemd its controllers in one hierarchy (cgroup v2).
    const counted = await inAppliance(
      "sh",
      "-c",
      `test -e /sys/fs/cgroup${group}/pids.max && echo yes || true`,
    );
    if (counted !== "yes") skip("this kernel gives the appliance no cgroup v2 controller for processes");
    const script = "for i in $(seq 400); do sleep 60 & done";
    const { code, stderr } = await runIn(tenant, owner, "dev", ["sh", "-c", script], { timeoutSeconds: 30 });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/fork/i);
    expect(await tenant.containers.Get(dev)).toMatchObject({ state: "RUNNING" });
  });
});

it("does not include modules that the host forbids, whose option is named to who asks", async () => {
  const spec = { name: "dev", modules: [{ name: "docker" }] };
  const refused = await refusedChange(tenant.containers.Create({ owner: newOwner("docker"), spec }));
  expect(refused).toMatchObject({ reason: "ROLE_FORBIDDEN" });
  expect(refused.message).toContain("services.voxnix.containers.forbiddenModules");
});
