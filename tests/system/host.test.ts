import { describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";

const { tenant, admin } = openDoors();

describe("the catalogue", () => {
  it("lists the modules of the library with their settings and defaults", async () => {
    const { modules } = await tenant.modules.List({});
    const names = modules.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["fish", "git", "workspace"]));
    expect(names).toEqual(names.toSorted());
    const git = modules.find(({ name }) => name === "git");
    expect(git?.summary).toMatch(/git/);
    expect(git?.settings.find(({ name }) => name === "defaultBranch")).toMatchObject({
      type: "TEXT",
      defaultValue: { text: "main" },
    });
    const workspace = modules.find(({ name }) => name === "workspace");
    expect(workspace?.settings.find(({ name }) => name === "mountPoint")).toMatchObject({
      defaultValue: { text: "/workspace" },
    });
  });
});

describe("the host's status", () => {
  it("is well in the appliance, and counts its containers", async () => {
    const status = await admin.host.Status({});
    const troubles = status.checks
      .filter(({ ok }) => !ok)
      .map(({ name, detail, advice }) => `${name}: ${detail} (${advice})`);
    expect(troubles).toEqual([]);
    expect(status.checks.length).toBeGreaterThanOrEqual(4);
    const { containers } = await admin.containers.List({});
    expect(status.containersTotal).toBe(containers.length);
  });
});

describe("the doors", () => {
  it("are two sockets: one for the group voxnix, one for root", async () => {
    expect(
      await inAppliance("stat", "-c", "%a %U %G", "/run/voxnix/agent.sock", "/run/voxnix/admin.sock"),
    ).toBe("660 root voxnix\n600 root root");
  });

  it("do not open the admin's to the agent's user", async () => {
    const knock = (socket: string) => `
      require("node:net").connect("${socket}")
        .on("connect", () => { console.log("open"); process.exit(); })
        .on("error", (error) => console.log(error.code))`;
    const asAgent = ["setpriv", "--reuid=voxnix-agent", "--regid=voxnix", "--clear-groups", "--"];
    const node = "/opt/voxnix/node_modules/node/bin/node";
    expect(await inAppliance(...asAgent, node, "-e", knock("/run/voxnix/agent.sock"))).toBe("open");
    expect(await inAppliance(...asAgent, node, "-e", knock("/run/voxnix/admin.sock"))).toBe("EACCES");
  });
});

describe("the services", () => {
  it("are as hardened as promised", async () => {
    const exposure = async (unit: string) => {
      const report = await inAppliance("systemd-analyze", "security", "--no-pager", unit);
      return Number(/Overall exposure level for \S+: ([\d.]+)/.exec(report)?.[1]);
    };
    expect(await exposure("voxnix-agent.service")).toBeLessThanOrEqual(1.3);
    expect(await exposure("voxnix-executor.service")).toBeLessThanOrEqual(4.0);
  });

  it("tell systemd that they are ready and alive", async () => {
    for (const unit of ["voxnix-executor.service", "voxnix-agent.service"]) {
      const shown = await inAppliance(
        "systemctl",
        "show",
        unit,
        "--property=Type,WatchdogUSec,ActiveState,StatusErrno",
      );
      expect(shown).toContain("Type=notify");
      expect(shown).toContain("ActiveState=active");
      expect(shown).not.toContain("WatchdogUSec=0");
    }
  });

  it("run the agent without a right to anything: no capability, no root", async () => {
    const pid = await inAppliance(
      "systemctl",
      "show",
      "--property=MainPID",
      "--value",
      "voxnix-agent.service",
    );
    const status = await inAppliance("cat", `/proc/${pid}/status`);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe("0");
  });
});

it("a caller that speaks no gRPC, or garbage, does the executor no harm", async () => {
  const before = await inAppliance(
    "systemctl",
    "show",
    "--property=MainPID",
    "--value",
    "voxnix-executor.service",
  );
  const shout = `
    const net = require("node:net");
    const noise = [Buffer.alloc(0), Buffer.from("GET / HTTP/1.1\\r\\n\\r\\n"), require("node:crypto").randomBytes(65536),
      Buffer.from("PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n" + "x".repeat(9999))];
    Promise.all(noise.map((each) => new Promise((done) => {
      const socket = net.connect("/run/voxnix/agent.sock", () => socket.end(each));
      socket.on("close", done).on("error", done).resume();
    }))).then(() => process.exit(0));`;
  await inAppliance("/opt/voxnix/node_modules/node/bin/node", "-e", shout);
  expect((await tenant.modules.List({})).modules).not.toEqual([]);
  expect(
    await inAppliance("systemctl", "show", "--property=MainPID", "--value", "voxnix-executor.service"),
  ).toBe(before);
});
