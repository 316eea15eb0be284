import type { ContainerChange } from "@voxnix/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { withTestModules } from "./harness/library.ts";
import { refusal, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("look");
const dev = { owner, name: "dev" };
const sh = (script: string) => runIn(tenant, owner, "dev", ["sh", "-c", script]);

withTestModules();
beforeAll(async () => {
  const modules = [{ name: "workspace" }, { name: "tells" }];
  await succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules } }));
});
afterAll(async () => {
  await succeed(tenant.containers.Destroy(dev));
});

describe("a look into a container", () => {
  it("shows a healthy one as it is", async () => {
    await sh("echo 3 > /workspace/cheese");
    const seen = await tenant.containers.Inspect(dev);
    const { address } = await tenant.containers.Get(dev);
    expect(seen).toMatchObject({
      systemState: "running",
      failedUnits: [],
      defaultGateway: "10.88.0.1",
      moduleFacts: [{ module: "tells", ok: true, text: "holds 3 cheeses" }],
      unread: [],
    });
    expect(seen.addresses).toContainEqual({ interface: "eth0", address: `${address}/24` });
    expect(seen.diskBytes).toBeGreaterThan(0);
    expect(seen.workspaceBytes).toBeGreaterThan(0);
    expect(seen.hostJournal.length).toBeGreaterThan(0);
    expect(seen.lastOperationId).toMatch(/^op-/);
  });

  it("shows a failed unit with its last words, and a module that is not well", async () => {
    await sh("rm /workspace/cheese");
    await sh("systemd-run --quiet --wait --unit=cheese sh -c 'echo the cheese has run out; exit 3'");
    const seen = await tenant.containers.Inspect(dev);
    expect(seen.systemState).toBe("degraded");
    expect(seen.failedUnits).toMatchObject([{ name: "cheese.service", result: "exit-code" }]);
    expect(seen.failedUnits[0]?.lines).toContain("the cheese has run out");
    expect(seen.moduleFacts).toMatchObject([{ module: "tells", ok: false }]);
    await sh("systemctl reset-failed cheese.service");
  });

  it("is not held up by a part that cannot be read, and says which", async () => {
    await sh("mv /workspace /gone 2>/dev/null; mount --bind /bin/false /usr/bin/ip 2>/dev/null || true");
    const seen = await tenant.containers.Inspect(dev);
    await sh("umount /usr/bin/ip 2>/dev/null || true");
    expect(seen.systemState).toBe("running");
    expect(seen.unread.join("\n")).toContain("network");
  });

  it("of a stopped one tells what the host knows, and why there is no more", async () => {
    await succeed(tenant.containers.Stop(dev));
    const seen = await tenant.containers.Inspect(dev);
    expect(seen).toMatchObject({ container: { state: "STOPPED" }, systemState: "", addresses: [] });
    expect(seen.unread.join("\n")).toContain("does not run");
    expect(seen.hostJournal.length).toBeGreaterThan(0);
    await succeed(tenant.containers.Start(dev));
  });

  it("is not for others", async () => {
    const refused = await refusal(tenant.containers.Inspect({ owner: newOwner("stranger"), name: "dev" }));
    expect(refused).toMatchObject({ reason: "NOT_FOUND" });
  });
});

/** Watches an owner's containers in the background. */
const watching = (whose: string) => {
  const hangUp = new AbortController();
  const seen: ContainerChange[] = [];
  const ended = (async () => {
    for await (const change of tenant.containers.Watch({ owner: whose }, { signal: hangUp.signal }))
      seen.push(change);
  })().catch(() => undefined);
  return {
    seen,
    until: (fits: (change: ContainerChange) => boolean) => expect.poll(() => seen.some(fits)).toBe(true),
    end: () => {
      hangUp.abort();
      return ended;
    },
  };
};

describe("who watches the containers", () => {
  it("is told how they stand, and of one that dies that nobody asked for it", async () => {
    const [mine, theirs] = [watching(owner), watching(newOwner("stranger"))];
    await mine.until(({ initial, container }) => initial && container?.state === "RUNNING");
    const { machine } = await tenant.containers.Get(dev);
    await inAppliance("machinectl", "terminate", machine);
    await mine.until(({ unasked, container }) => unasked && container?.state !== "RUNNING");
    expect(mine.seen.filter(({ initial }) => initial)).toHaveLength(1);
    await mine.end();
    expect(theirs.seen).toEqual([]);
    await theirs.end();
    await succeed(tenant.containers.Start(dev));
  });

  it("is told of what was asked for as asked for, to the end of a container", async () => {
    const mine = watching(owner);
    await mine.until(({ initial }) => initial);
    await succeed(tenant.containers.Create({ owner, spec: { name: "short", modules: [] } }));
    await mine.until(({ container }) => container?.name === "short" && container.state === "RUNNING");
    await succeed(tenant.containers.Destroy({ owner, name: "short" }));
    await mine.until(({ container, destroyed }) => container?.name === "short" && destroyed);
    expect(mine.seen.filter(({ unasked }) => unasked)).toEqual([]);
    await mine.end();
  });

  it("leaves nothing running when it goes", async () => {
    const monitors = () => inAppliance("sh", "-c", "pgrep -fc '^busctl --json=short monitor' || true");
    // The agent watches as well, for those it knows.
    await inAppliance("systemctl", "stop", "voxnix-agent.service");
    try {
      await expect.poll(monitors).toBe("0");
      const mine = watching(owner);
      await mine.until(({ initial }) => initial);
      await expect.poll(monitors).toBe("1");
      await mine.end();
      await expect.poll(monitors).toBe("0");
    } finally {
      await inAppliance("systemctl", "start", "voxnix-agent.service");
    }
  });
});

describe("the journal of a unit of the host's", () => {
  it("can be read where it matters to containers", async () => {
    const { state, entries } = await tenant.host.UnitJournal({ unit: "systemd-machined.service", lines: 5 });
    expect(state).toBe("active (running)");
    expect(entries.length).toBeGreaterThan(0);
  });

  it("of voxnix itself is the admin's", async () => {
    const unit = "voxnix-executor.service";
    expect(await refusal(tenant.host.UnitJournal({ unit }))).toMatchObject({ reason: "ROLE_FORBIDDEN" });
    expect((await admin.host.UnitJournal({ unit, lines: 3 })).entries).toHaveLength(3);
  });

  it("of anything else is refused, with those that there are", async () => {
    for (const unit of ["sshd.service", "", "--help"]) {
      expect(await refusal(admin.host.UnitJournal({ unit }))).toMatchObject({
        reason: "INVALID_FIELD",
        facts: { field: "unit" },
      });
    }
  });
});
