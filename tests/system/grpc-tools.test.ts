import { sandboxPaths } from "@voxnix/sandbox";
import { describe, expect, it } from "vitest";
import { machines } from "./harness/appliance.ts";
import { newOwner } from "./harness/executor.ts";
import { grpcTools } from "./harness/grpc-tools.ts";

const { adminSocket, agentSocket } = sandboxPaths();
const tools = await grpcTools();

describe.each(tools)("$name, without a proto file at hand,", ({ list, call }) => {
  it.each([adminSocket, agentSocket])("finds every service on %s by reflection", async (socket) => {
    const { exitCode, stdout, stderr } = await list(socket);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    for (const service of [
      "voxnix.v1.Containers",
      "voxnix.v1.Operations",
      "voxnix.v1.Modules",
      "voxnix.v1.Host",
      "grpc.health.v1.Health",
    ])
      expect(stdout).toContain(service);
  });

  it.each([adminSocket, agentSocket])("is told on %s that the executor is well", async (socket) => {
    const { stdout } = await call(socket, "grpc.health.v1.Health/Check", {});
    expect(stdout).toContain("SERVING");
  });

  it("lives a container's life over both doors", async () => {
    const owner = newOwner("curl");
    const created = await call(agentSocket, "voxnix.v1.Containers/Create", {
      owner,
      spec: { name: "dev", modules: [{ name: "git" }] },
    });
    expect(created.stderr).toBe("");
    expect(created.stdout).toMatch(/"state":\s*"RUNNING"/);
    const machine = /"machine":\s*"([^"]+)"/.exec(created.stdout)?.[1] ?? "";
    expect(await machines()).toContain(machine);
    const ran = await call(agentSocket, "voxnix.v1.Containers/Exec", {
      owner,
      name: "dev",
      command: ["git", "--version"],
    });
    expect(ran.stdout).toContain('"exit"');
    const listed = await call(adminSocket, "voxnix.v1.Containers/List", { owner });
    expect(listed.stdout).toContain(machine);
    const destroyed = await call(adminSocket, "voxnix.v1.Containers/Destroy", { owner, name: "dev" });
    expect(destroyed.exitCode).toBe(0);
    expect(await machines()).not.toContain(machine);
  });

  it("makes a container for the admin when no owner is named", async () => {
    const created = await call(adminSocket, "voxnix.v1.Containers/Create", { spec: { name: "adm" } });
    expect(created.stdout).toMatch(/"owner":\s*"admin:root"/);
    expect(
      (await call(adminSocket, "voxnix.v1.Containers/Destroy", { owner: "admin:root", name: "adm" }))
        .exitCode,
    ).toBe(0);
  });

  it("is shown the reason and the facts of a refusal", async () => {
    const { exitCode, stdout, stderr } = await call(agentSocket, "voxnix.v1.Containers/Create", {
      owner: newOwner("curl"),
      spec: { name: "dev", modules: [{ name: "gti" }] },
    });
    expect(exitCode).not.toBe(0);
    const said = `${stdout}${stderr}`;
    expect(said).toContain("Did you mean git?");
    expect(said).toContain("voxnix.v1.ErrorDetail");
    expect(factsIn(said)).toContain("spec.modules[0].name");
  });
});

it("at least one general gRPC client was there to try", () => {
  expect(tools.map(({ name }) => name)).toContain("buf curl");
});

/** What was said, with the details that buf curl leaves as they came over the wire (base64) made readable. */
const factsIn = (said: string): string =>
  said.replaceAll(/"value": "([A-Za-z0-9+/=]+)"/g, (_, value) => Buffer.from(value, "base64").toString());
