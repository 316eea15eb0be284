import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { connectExecutor, type ExecutorClient } from "./client.ts";
import { VoxnixError } from "./errors.ts";
import { parseField } from "./fields.ts";
import type { OperationsHandlers } from "./generated/Operations.ts";
import { type Implementation, serve, serviceDefinition } from "./server.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const idle: Implementation<OperationsHandlers> = {
  List: () => ({ operations: [] }),
  Cancel: () => ({}),
  Watch: async function* () {},
};

async function connected(
  handlers: Partial<Implementation<OperationsHandlers>>,
  defects: unknown[] = [],
  stuckAfterMs = 60_000,
): Promise<ExecutorClient> {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-"));
  const socket = join(folder, "s.sock");
  const server = new Server();
  server.addService(
    serviceDefinition("Operations"),
    serve<OperationsHandlers>(
      "Operations",
      { ...idle, ...handlers },
      { onDefect: (_rpc, error) => defects.push(error), stuckAfterMs },
    ),
  );
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );
  const client = connectExecutor(socket);
  cleanups.push(() => {
    client.close();
    server.forceShutdown();
    rmSync(folder, { recursive: true });
  });
  return client;
}

test("a refusal reaches the caller with its reason, field and facts", async () => {
  const refusal = new VoxnixError("UNKNOWN_MODULE", "There is no module gti.", {
    field: "spec.modules[0].name",
    nearest: ["git"],
  });
  const client = await connected({
    List: () => {
      throw refusal;
    },
  });
  const seen = await client.operations.List({}).catch((error: unknown) => error);
  expect(seen).toBeInstanceOf(VoxnixError);
  expect(seen).toMatchObject({
    reason: "UNKNOWN_MODULE",
    message: "There is no module gti.",
    facts: { field: "spec.modules[0].name", nearest: ["git"] },
  });
});

test("a stream delivers what it had before it failed, then the error", async () => {
  const client = await connected({
    Watch: async function* () {
      yield { operationId: "op-1", sequence: 1, log: { source: "nix", text: "hello" } };
      throw new VoxnixError("BUILD_FAILED", "fish did not build.", { lines: ["line 1", "line 2"] });
    },
  });
  const texts: (string | undefined)[] = [];
  const read = async () => {
    for await (const event of client.operations.Watch({})) texts.push(event.log?.text);
  };
  await expect(read()).rejects.toMatchObject({
    reason: "BUILD_FAILED",
    facts: { lines: ["line 1", "line 2"] },
  });
  expect(texts).toEqual(["hello"]);
});

test("a defect in a handler is reported inside and INTERNAL outside, without its text", async () => {
  const defects: unknown[] = [];
  const client = await connected({ Cancel: () => Promise.reject(new Error("password=hunter2")) }, defects);
  const seen = await client.operations.Cancel({}).catch((error: unknown) => error);
  expect(seen).toMatchObject({ reason: "INTERNAL" });
  expect(String(seen)).not.toContain("hunter2");
  expect(defects).toHaveLength(1);
});

test("an error with a huge log still fits into gRPC's headers and keeps its newest lines", async () => {
  const lines = Array.from({ length: 400 }, (_, index) => `line ${index} ${"x".repeat(100)}`);
  const client = await connected({
    List: () => {
      throw new VoxnixError("BUILD_FAILED", "It did not build.", { lines });
    },
  });
  const seen = await client.operations.List({}).catch((error: unknown) => error);
  expect(seen).toMatchObject({ reason: "BUILD_FAILED" });
  if (!(seen instanceof VoxnixError)) throw seen;
  expect(seen.facts.lines?.at(-1)).toBe(lines.at(-1));
});

const hostile = ["漢".repeat(3_000), `${"x".repeat(999)}${"😀".repeat(900)}`, "\ud83d", "z".repeat(900_000)];

test.each(hostile)(
  "a refusal that repeats what a caller wrote (%#) neither ends the process nor the connection",
  async (text) => {
    const client = await connected({
      List: () => {
        throw new VoxnixError("INVALID_FIELD", text, {
          field: text,
          rule: text,
          container: text,
          known: [text],
          nearest: [text],
          lines: [text, "the last line"],
        });
      },
      Cancel: ({ operationId }) =>
        parseField("operation_id", z.record(z.string(), z.never()), { [operationId]: 1 }),
    });
    const refused = await client.operations.List({}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ reason: "INVALID_FIELD" });
    const unparsed = await client.operations.Cancel({ operationId: text }).catch((error: unknown) => error);
    expect(unparsed).toMatchObject({ reason: "INVALID_FIELD" });
  },
);

test("a caller that hangs up aborts the handler", async () => {
  const aborted = Promise.withResolvers<void>();
  const client = await connected({
    Watch: async function* (_request, { signal }) {
      signal.addEventListener("abort", () => aborted.resolve());
      yield { sequence: 1 };
      await aborted.promise;
    },
  });
  for await (const event of client.operations.Watch({})) {
    expect(event.sequence).toBe(1);
    break;
  }
  await aborted.promise;
});

test("a reader that takes nothing is cut off, and the handler is free", async () => {
  let sent = 0;
  const released = Promise.withResolvers<void>();
  const client = await connected(
    {
      Watch: async function* () {
        try {
          for (; sent < 10_000; sent++) yield { log: { source: "nix", text: "x".repeat(10_000) } };
        } finally {
          released.resolve();
        }
      },
    },
    [],
    50,
  );
  const stream = client.operations.Watch({})[Symbol.asyncIterator]();
  await stream.next();
  await released.promise;
  expect(sent).toBeLessThan(10_000);
  await expect(async () => {
    while (!(await stream.next()).done);
  }).rejects.toThrow(expect.objectContaining({ reason: "LIMIT_REACHED" }));
});
