import { mkdtempSync } from "node:fs";
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, status } from "@grpc/grpc-js";
import {
  connectExecutor,
  type Implementation,
  type OperationsHandlers,
  serve,
  servedDefinition,
  VoxnixError,
} from "@voxnix/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCrowd } from "./crowd.ts";
import { openDoor } from "./door.ts";
import { bounds } from "./server.ts";
import { cutOffStuck } from "./stuck.ts";

const cleanups: (() => unknown)[] = [];
beforeEach(() => {
  cleanups.push(cutOffStuck(200));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A door that lets two calls be open, with a watch that never ends and a list that is as long as asked for. */
async function door(handlers: Partial<Implementation<OperationsHandlers>> = {}) {
  const path = join(mkdtempSync(join(tmpdir(), "voxnix-")), "s.sock");
  const crowd = createCrowd(2);
  const server = new Server({ ...bounds, interceptors: [crowd.interceptor] });
  const all: Implementation<OperationsHandlers> = {
    List: () => ({ operations: [] }),
    Cancel: () => ({}),
    Watch: async function* (_, { signal }) {
      yield {};
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
    ...handlers,
  };
  const options = { onDefect: () => {}, onBegin: crowd.begin };
  server.addService(servedDefinition("Operations"), serve<OperationsHandlers>("Operations", all, options));
  const opened = await openDoor(server, { path, mode: 0o600 });
  const client = connectExecutor(path);
  const session = connect("http://x", { createConnection: () => dial(path) });
  session.on("error", () => undefined);
  cleanups.push(
    () => opened.close(),
    () => client.close(),
    () => session.destroy(),
  );
  return { client, session };
}

const request = (session: ClientHttp2Session, method: string): ClientHttp2Stream => {
  const path = `/voxnix.v1.Operations/${method}`;
  return session
    .request(
      { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" },
      { endStream: false },
    )
    .on("error", () => undefined);
};
const closed = (stream: ClientHttp2Stream) =>
  new Promise<number>((resolve) => stream.once("close", () => resolve(stream.rstCode ?? 0)));

test("when as many calls are open as a door takes, the next is refused with a reason until one has ended", async () => {
  const { client } = await door();
  const hangUp = new AbortController();
  const watch = async () => {
    for await (const _ of client.operations.Watch({}, { signal: hangUp.signal })) begun++;
  };
  let begun = 0;
  const watches = [watch(), watch()];
  await expect.poll(() => begun).toBe(2);
  const refused = await client.operations.List({}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(VoxnixError);
  expect(refused).toMatchObject({ reason: "QUOTA_EXCEEDED" });
  hangUp.abort();
  await Promise.allSettled(watches);
  await expect.poll(() => client.operations.List({}).catch(() => "refused")).toEqual({ operations: [] });
});

test("who hangs up cannot have more worked for than who waits", async () => {
  const work = Promise.withResolvers<Record<string, never>>();
  let begun = 0;
  const { client } = await door({
    Cancel: () => {
      begun++;
      return work.promise;
    },
  });
  for (let time = 1; time <= 2; time++) {
    const hangUp = new AbortController();
    const asked = client.operations.Cancel({}, { signal: hangUp.signal }).catch(() => undefined);
    await expect.poll(() => begun).toBe(time);
    hangUp.abort();
    await asked;
  }
  await expect(client.operations.List({})).rejects.toMatchObject({ reason: "QUOTA_EXCEEDED" });
  work.resolve({});
  await expect.poll(() => client.operations.List({}).catch(() => "refused")).toEqual({ operations: [] });
});

test("calls that end by themselves, in failure or by their caller's leaving do not fill a door", async () => {
  const { client } = await door({
    Cancel: () => {
      throw new VoxnixError("NOT_FOUND", "There is none.");
    },
  });
  for (let time = 0; time < 20; time++) {
    expect(await client.operations.List({})).toEqual({ operations: [] });
    await expect(client.operations.Cancel({})).rejects.toMatchObject({ reason: "NOT_FOUND" });
    for await (const _ of client.operations.Watch({})) break;
  }
});

test("a request that never comes to its end is cut off", async () => {
  const { session } = await door();
  const stream = request(session, "List");
  stream.write(Buffer.from([0, 0, 3, 0, 0, 1]));
  expect(await closed(stream)).not.toBe(0);
});

test("an answer that nobody reads is cut off; a watch that has nothing to tell is not", async () => {
  const long = { operations: Array.from({ length: 300 }, () => ({ requestId: "x".repeat(10_000) })) };
  const { session } = await door({ List: () => long });
  const unread = request(session, "List");
  const quiet = request(session, "Watch");
  let quietEnded = false;
  quiet
    .on("data", () => undefined)
    .once("close", () => {
      quietEnded = true;
    });
  for (const stream of [unread, quiet]) stream.end(Buffer.alloc(5));
  unread.pause();
  expect(await closed(unread)).not.toBe(0);
  expect(quietEnded).toBe(false);
});

test("an answer that nobody reads is cut off however busy its connection is otherwise", async () => {
  const long = { operations: Array.from({ length: 300 }, () => ({ requestId: "x".repeat(10_000) })) };
  const { session } = await door({ List: () => long });
  const unread = [request(session, "List"), request(session, "List")];
  for (const stream of unread) stream.pause().end(Buffer.alloc(5));
  let over = false;
  const pinging = () => over || session.ping(() => setImmediate(pinging));
  pinging();
  expect(await Promise.all(unread.map(closed))).toEqual([constants.NGHTTP2_CANCEL, constants.NGHTTP2_CANCEL]);
  over = true;
});

test("bytes that are no message are the caller's fault and get a reason", async () => {
  const { session } = await door();
  for (const method of ["List", "Watch"]) {
    const stream = request(session, method);
    const told = new Promise<Record<string, unknown>>((resolve) => {
      stream.on("response", resolve);
    });
    stream.end(Buffer.from([0, 0, 0, 0, 2, 0x0a, 0xff]));
    expect(await told).toMatchObject({ "grpc-status": "3", "grpc-status-details-bin": expect.anything() });
  }
});

test("callers who leave while much is waiting for them do not use their connection up", async () => {
  const { session } = await door({
    Watch: async function* (_, { signal }) {
      yield { log: { source: "nix", text: "x".repeat(2 ** 20) } };
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
  for (let time = 0; time < 60; time++) {
    const watch = request(session, "Watch");
    watch.end(Buffer.alloc(5));
    await new Promise((resolve) => watch.once("data", resolve).once("close", resolve));
    watch.close(constants.NGHTTP2_CANCEL);
    await closed(watch);
  }
  const list = request(session, "List").resume();
  list.end(Buffer.alloc(5));
  expect(await closed(list)).toBe(constants.NGHTTP2_NO_ERROR);
});

test("a client whose requests are refused for their length goes on with its connection", async () => {
  const { client } = await door();
  for (let time = 0; time < 60; time++) {
    const long = client.operations.Cancel({ operationId: "x".repeat(2 ** 20) });
    await expect(long).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  }
  expect(await client.operations.List({})).toEqual({ operations: [] });
});
