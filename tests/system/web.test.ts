import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { useOfflineModel } from "./harness/agent.ts";
import { inAppliance } from "./harness/appliance.ts";

/** Asks the agent's HTTP door from inside the appliance: it listens on the loopback there. */
const get = async (path: string) => {
  const script = `fetch("http://127.0.0.1:8787${path}").then(async (r) => console.log(JSON.stringify({ status: r.status, body: await r.text() })))`;
  const answer = await inAppliance("/opt/voxnix/node_modules/node/bin/node", "-e", script);
  return z.object({ status: z.int(), body: z.string() }).parse(JSON.parse(answer));
};

beforeAll(useOfflineModel);

describe("the agent's HTTP door", () => {
  it("says that the agent is alive, and ready while executor and Telegram are", async () => {
    expect((await get("/healthz")).status).toBe(200);
    await expect.poll(async () => (await get("/readyz")).status, { timeout: 30_000 }).toBe(200);
  });

  it("is closed to other machines", async () => {
    const listening = await inAppliance("ss", "-Hltn", "sport", "=", "8787");
    expect(listening).toContain("127.0.0.1:8787");
    expect(listening.split("\n")).toHaveLength(1);
  });

  it.each(["/", "/../etc/passwd", "/healthz/x", "/%00", "/%zz"])("has nothing at %s", async (path) => {
    const { status } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  describe("without an executor", () => {
    const units = ["voxnix-executor-agent.socket", "voxnix-executor-admin.socket", "voxnix-executor.service"];
    beforeAll(() => inAppliance("systemctl", "stop", ...units));
    afterAll(() => inAppliance("systemctl", "start", ...units));

    it("is alive but not ready, and says why", async () => {
      await expect.poll(async () => (await get("/readyz")).status, { timeout: 60_000 }).toBe(503);
      expect((await get("/readyz")).body).toMatch(/executor/i);
      expect((await get("/healthz")).status).toBe(200);
    });
  });

  it("is ready again when the executor is back", async () => {
    await expect.poll(async () => (await get("/readyz")).status, { timeout: 60_000 }).toBe(200);
  });
});
