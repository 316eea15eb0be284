import { expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { killExecutor, settled } from "./harness/kill.ts";
import { refusal } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("audit");
const log = "/var/lib/voxnix/audit/audit.jsonl";

const entries = async (whose: string) => {
  const told: { action: string; sequence: number; ok: boolean; arguments: string }[] = [];
  for await (const entry of admin.host.Audit({ owner: whose, limit: 1_000 })) told.push(entry);
  return told;
};

it("what was changed is told after a crash in the middle of a line, and that a line was lost", async () => {
  await tenant.secrets.Set({ owner, name: "key", value: Buffer.from("hunter2-hunter2") });
  const [first] = await entries(owner);
  expect(first).toMatchObject({ action: "Secrets.Set", ok: true, arguments: '{"name":"key"}' });

  // As a write leaves it that the power cut off.
  await killExecutor();
  await inAppliance("sh", "-c", `printf '{"sequence":99999,"atMs":1,"role":"ten' >> ${log}`);
  await settled(tenant, owner);
  await tenant.secrets.Remove({ owner, name: "key" });
  expect((await entries(owner)).map(({ action }) => action)).toEqual(["Secrets.Set", "Secrets.Remove"]);
  const repair = (await entries("")).findLast(({ action }) => action === "Audit.Repair");
  expect(repair?.sequence).toBeGreaterThan(first?.sequence ?? Number.POSITIVE_INFINITY);
  expect(await inAppliance("sh", "-c", `grep -rc hunter2-hunter2 ${log} || true`)).toBe("0");
});

it("is for root alone: neither the agent's socket nor its user can read it", async () => {
  const asked = (async () => {
    for await (const _ of tenant.host.Audit({})) throw new Error("the agent's socket tells who changed what");
  })();
  expect(await refusal(asked)).toMatchObject({ reason: "ROLE_FORBIDDEN" });
  expect(await refusal(tenant.host.Reconcile({ repair: true }))).toMatchObject({ reason: "ROLE_FORBIDDEN" });
  expect(await inAppliance("stat", "-c", "%a %U", log)).toBe("600 root");
});
