import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { serviceOf } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { executorProbe } from "./probes.ts";
import type { Probe } from "./readiness.ts";
import { openWeb, type WebServer } from "./server.ts";

let web: WebServer | undefined;
afterEach(() => web?.close());
const get = async (probes: Record<string, Probe>, path: string) => {
  web = await openWeb(0, probes);
  const response = await fetch(`http://127.0.0.1:${web.port}${path}`);
  return { status: response.status, body: await response.json() };
};
const well: Probe = () => ({ ok: true, detail: "fine" });

describe("/healthz", () => {
  it("is well while the process answers, whatever else is not", async () => {
    expect(await get({ executor: () => ({ ok: false, detail: "gone" }) }, "/healthz")).toMatchObject({
      status: 200,
      body: { status: "ok" },
    });
  });
});

describe("/metrics", () => {
  it("is text for Prometheus", async () => {
    web = await openWeb(0, {}, async () => "voxnix_turns_open 0\n");
    const response = await fetch(`http://127.0.0.1:${web.port}/metrics`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toBe("voxnix_turns_open 0\n");
  });
});

describe("a hook", () => {
  const taken: unknown[] = [];
  let ready = true;
  const hook = {
    path: "/telegram",
    allowed: (headers: IncomingHttpHeaders) => headers["x-secret"] === "s3cret",
    ready: () => ready,
    take: (body: unknown) => {
      if (body === "poison") throw new Error("not now");
      taken.push(body);
    },
  };
  const post = async (body: unknown, headers: Record<string, string> = { "x-secret": "s3cret" }) => {
    const response = await fetch(`http://127.0.0.1:${web?.port}/telegram`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return response.status;
  };
  beforeEach(async () => {
    taken.splice(0);
    ready = true;
    web = await openWeb(0, {}, undefined, [hook]);
  });

  it("takes what is delivered by one who knows the secret, and nothing from others", async () => {
    expect(await post({ a: 1 })).toBe(200);
    expect(await post({ a: 2 }, {})).toBe(401);
    expect(await post({ a: 3 }, { "x-secret": "wrong" })).toBe(401);
    expect(taken).toEqual([{ a: 1 }]);
  });

  it("has it delivered again while it cannot be taken", async () => {
    ready = false;
    expect(await post({ a: 1 })).toBe(503);
    ready = true;
    expect(await post("poison")).toBe(500);
    expect(await post({ a: 1 })).toBe(200);
    expect(taken).toEqual([{ a: 1 }]);
  });

  it("takes no flood", async () => {
    expect(await post("x".repeat(2 * 1024 * 1024))).toBe(413);
    expect(taken).toEqual([]);
  });
});

describe("/readyz", () => {
  it("is well if every check is", async () => {
    expect(await get({ a: well, b: well }, "/readyz")).toEqual({
      status: 200,
      body: {
        ready: true,
        checks: [
          { name: "a", ok: true, detail: "fine" },
          { name: "b", ok: true, detail: "fine" },
        ],
      },
    });
  });

  it("is 503 if one is not, and says which and why", async () => {
    const broken: Probe = () => Promise.reject(new Error("no socket"));
    expect(await get({ a: well, b: broken }, "/readyz")).toMatchObject({
      status: 503,
      body: { ready: false, checks: [{ ok: true }, { name: "b", ok: false, detail: "no socket" }] },
    });
  });
});

describe("the executor's check", () => {
  let folder: string;
  let server: Server;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "voxnix-probe-"));
    server = new Server();
  });
  afterEach(() => {
    server.forceShutdown();
    rmSync(folder, { recursive: true });
  });

  const serving = async (status: string) => {
    server.addService(serviceOf("grpc.health.v1.Health"), {
      Check: (_call: unknown, callback: (error: null, answer: object) => void) => callback(null, { status }),
    });
    const path = join(folder, "agent.sock");
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    return executorProbe(path)();
  };

  it("is well if it serves", async () => {
    expect(await serving("SERVING")).toEqual({ ok: true, detail: "SERVING" });
  });

  it("is not while it says that it does not", async () => {
    expect(await serving("NOT_SERVING")).toEqual({ ok: false, detail: "NOT_SERVING" });
  });

  it("names the socket where nobody answers", async () => {
    const found = await executorProbe(join(folder, "none.sock"))();
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining("none.sock") });
  });
});

it("names its variable when another program has the port", async () => {
  web = await openWeb(0, {});
  await expect(openWeb(web.port, {})).rejects.toThrow(
    `another program has port ${web.port} (VOXNIX_HTTP_PORT)`,
  );
});
