import { sandboxPaths } from "@voxnix/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzz } from "../attack/fuzz/fuzz.ts";
import { problemsOf } from "../attack/fuzz/report.ts";
import { canary, endWorld, makeWorld, type World } from "../attack/fuzz/world.ts";
import { volley } from "../attack/harness/attack.ts";
import { seeds } from "../attack/harness/seeds.ts";
import { surface } from "../attack/harness/surface.ts";
import { openDoors } from "./harness/executor.ts";

const { tenant } = openDoors();
const { agentSocket } = sandboxPaths();

let world: World;
beforeAll(async () => {
  world = await makeWorld(tenant, `${process.pid}`);
});
afterAll(() => endWorld(tenant, world));

describe("the agent's socket", () => {
  it("answers what once found something with a reason, or does it", async () => {
    const rpcs = new Map(surface().map((rpc) => [rpc.name, rpc]));
    const shots = seeds().map(({ rpc, message, file }) => {
      const of = rpcs.get(rpc);
      if (of === undefined) throw new Error(`${file}: there is no ${rpc}`);
      return { path: of.path, streams: of.streams, message: Buffer.from(message, "base64"), what: file };
    });
    expect(shots.length).toBeGreaterThan(0);
    await volley(agentSocket, shots, [canary.text, world.victim]);
  });

  // A sample; `npm run fuzz` has 100,000 calls.
  it("does or refuses with a reason whatever is called, and the executor stays what it was", async () => {
    const options = { calls: 700, seed: 7, atOnce: 16, tell: () => {} };
    const result = await fuzz({ ...options, socket: agentSocket, tenant, world, corpus: seeds() });
    expect(problemsOf(result)).toEqual([]);
    expect([...result.made.keys()].sort()).toEqual(surface().map(({ name }) => name));
  });
});
