import { once } from "node:events";
import { connect as dial } from "node:net";
import { gzipSync } from "node:zlib";
import { status as Code } from "@grpc/grpc-js";
import { sandboxPaths } from "@voxnix/sandbox";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { attack, watchExecutor } from "../attack/harness/attack.ts";
import { answerOf, framed, RawDoor } from "../attack/harness/raw-door.ts";
import { surface } from "../attack/harness/surface.ts";
import { newOwner, openDoors } from "./harness/executor.ts";

const { tenant, admin } = openDoors();
const { agentSocket } = sandboxPaths();
const owner = newOwner("wire");
const list = "/voxnix.v1.Containers/List";
const watch = "/voxnix.v1.Containers/Watch";
const asOwner = Buffer.concat([Buffer.from([0x0a, owner.length]), Buffer.from(owner)]);

let door: RawDoor;
beforeEach(() => {
  door = new RawDoor(agentSocket);
});
afterEach(() => door.close());

/** Somebody else is served, at both doors. */
const othersAreServed = async () => {
  expect((await tenant.containers.List({ owner })).containers).toEqual([]);
  await admin.containers.List({});
};

describe("on the wire of the agent's socket", () => {
  attack("bytes that are no message, to each call", "INVALID_ARGUMENT with a reason", async () => {
    const executor = await watchExecutor();
    const broken = [[0x0a, 0xff], [0x0a, 0x7f], Array<number>(11).fill(0xff)];
    const seen = new Set<string>();
    for (const { path } of surface())
      for (const bytes of broken) {
        const { status, reason } = await door.call(path, Buffer.from(bytes), { readMs: 5_000 });
        seen.add(`${status} ${reason}`);
      }
    expect([...seen].sort()).toEqual([
      `${Code.INVALID_ARGUMENT} INVALID_FIELD`,
      `${Code.PERMISSION_DENIED} ROLE_FORBIDDEN`,
    ]);
    await othersAreServed();
    return `${surface().length * broken.length} calls: INVALID_FIELD, or ROLE_FORBIDDEN before they are read; ${await executor.came()}`;
  });

  attack("groups in groups, 100,000 deep", "refused or passed over; the stack holds", async () => {
    const executor = await watchExecutor();
    const deep = Buffer.concat([asOwner, Buffer.alloc(100_000, 0x7b), Buffer.alloc(100_000, 0x7c)]);
    const open = Buffer.concat([asOwner, Buffer.alloc(200_000, 0x7b)]);
    for (const message of [deep, open])
      expect((await door.call(list, message)).status).toBe(Code.INVALID_ARGUMENT);
    await othersAreServed();
    return `INVALID_FIELD; ${await executor.came()}`;
  });

  attack(
    "a message of 1 MiB, one that says that it has 4 GiB, and one of 130 KB that unpacks to 128 MiB",
    "RESOURCE_EXHAUSTED; none is taken in",
    async () => {
      const executor = await watchExecutor();
      const bomb = gzipSync(Buffer.alloc(128 * 2 ** 20));
      const send = (bytes: Buffer, headers = {}) => {
        const stream = door.open(list, headers);
        const answer = answerOf(stream, { readMs: 10_000 });
        stream.end(bytes);
        return answer;
      };
      const answers = [
        await send(framed(Buffer.alloc(2 ** 20))),
        await send(framed(asOwner, 0, 0xffff_ffff)),
        await send(framed(bomb, 1), { "grpc-encoding": "gzip" }),
      ];
      expect(answers.map(({ status }) => status)).toEqual(Array(3).fill(Code.RESOURCE_EXHAUSTED));
      await othersAreServed();
      return `RESOURCE_EXHAUSTED; ${await executor.came()}`;
    },
  );

  attack(
    "packed bytes that are broken, packed in an unknown way, not marked as packed",
    "an error of its own call and of no other",
    async () => {
      const executor = await watchExecutor();
      const send = (bytes: Buffer, headers: Record<string, string>) => {
        const stream = door.open(list, headers);
        const answer = answerOf(stream, { readMs: 10_000 });
        stream.end(bytes);
        return answer;
      };
      const half = gzipSync(Buffer.alloc(1000)).subarray(0, 15);
      const seen = [
        (await send(framed(half, 1), { "grpc-encoding": "gzip" })).status,
        (await send(framed(Buffer.from("no gzip"), 1), { "grpc-encoding": "deflate" })).status,
        (await send(framed(asOwner, 1), { "grpc-encoding": "zstd" })).status,
        (await send(framed(asOwner, 7), {})).status,
      ];
      for (const status of seen) expect(status).not.toBe(undefined);
      await othersAreServed();
      return `statuses ${seen.join(", ")}; ${await executor.came()}`;
    },
  );

  attack(
    "a request that goes on and on: 32 MiB of small messages on one call, before and after its answer",
    "the first one counts, the others are not kept",
    async () => {
      const executor = await watchExecutor();
      const many = Buffer.concat(Array.from({ length: 4_096 }, () => framed(asOwner)));
      let taken = 0;
      for (const path of [list, watch]) {
        const stream = door.open(path);
        const answer = answerOf(stream, { readMs: 1_500, patienceMs: 3_000 }).then(() => true);
        for (let over = false; taken < 32 * 2 ** 20 && !over && !stream.destroyed; taken += many.length) {
          if (stream.write(many)) continue;
          const drained = once(stream, "drain").then(
            () => false,
            () => true,
          );
          over = await Promise.race([drained, answer]);
        }
        await answer;
      }
      await othersAreServed();
      return `${(taken / 2 ** 20).toFixed(1)} MiB taken off the wire; ${await executor.came()}`;
    },
  );

  attack(
    "calls that there are not, with paths of every kind, methods and content of other protocols",
    "refused by gRPC; nothing is looked up",
    async () => {
      const executor = await watchExecutor();
      const statuses = new Set<unknown>();
      for (const path of [
        "/",
        "/x",
        "*",
        `/${"x".repeat(8_000)}`,
        "/voxnix.v1.Containers/../Host/Audit",
        "/voxnix.v1.Containers/toString",
        "/voxnix.v1.Containers/__proto__",
        "/é\u00ff/%00",
        "/grpc.health.v1.Health/Nothing",
      ])
        statuses.add((await door.call(path, asOwner)).status);
      // What is no path at all the HTTP/2 library itself turns away.
      statuses.delete(undefined);
      expect([...statuses]).toEqual([Code.UNIMPLEMENTED]);
      for (const headers of [
        { "content-type": "text/html" },
        { ":method": "DELETE" },
        { "content-type": "" },
      ]) {
        const stream = door.open(list, headers);
        const answer = answerOf(stream);
        stream.end();
        await answer;
      }
      await othersAreServed();
      return `UNIMPLEMENTED; ${await executor.came()}`;
    },
  );

  attack(
    "headers: deadlines of every kind, 60 KiB of metadata, bytes that are no base64, a traceparent of somebody else's making",
    "the call is served or refused; none of it reaches a log or a process",
    async () => {
      const executor = await watchExecutor();
      const headers = [
        ...["99999999H", "0n", "-1S", "abc", "1e9S", "", "\u00e9S"].map((timeout) => ({
          "grpc-timeout": timeout,
        })),
        { "x-long": "x".repeat(60 * 1024) },
        Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x-${index}`, "1"])),
        { "x-bin": "%%%", "grpc-status-details-bin": "!!" },
        { traceparent: "00-x\u00e9-`touch`-01" },
        { "grpc-encoding": "gzip,gzip" },
        { "grpc-message": "%00%ff" },
      ];
      const ended: string[] = [];
      for (const some of headers) ended.push((await door.call(list, asOwner, { headers: some })).ended);
      await othersAreServed();
      return `${ended.filter((one) => one === "answered").length} of ${ended.length} answered, the others cut off; ${await executor.came()}`;
    },
  );

  attack(
    "bytes that are no HTTP/2, halves of it, and frames that must not be",
    "the connection is closed; all others go on",
    async () => {
      const executor = await watchExecutor();
      const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
      const frame = (type: number, flags: number, stream: number, body: Buffer) => {
        const head = Buffer.alloc(9);
        head.writeUIntBE(body.length, 0, 3);
        head.writeUInt8(type, 3);
        head.writeUInt8(flags, 4);
        head.writeUInt32BE(stream, 5);
        return Buffer.concat([head, body]);
      };
      const settings = frame(4, 0, 0, Buffer.alloc(0));
      const start = Buffer.concat([Buffer.from(preface), settings]);
      const rude = [
        Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        Buffer.from("\0".repeat(1_000)),
        Buffer.from(preface.slice(0, 10)),
        Buffer.concat([Buffer.from(preface), frame(4, 0, 0, Buffer.alloc(5))]),
        Buffer.concat([start, frame(1, 4, 0, Buffer.from([0x82]))]),
        Buffer.concat([start, frame(0, 0, 1, Buffer.from("x"))]),
        Buffer.concat([start, frame(1, 4, 1, Buffer.alloc(100, 0xff))]),
        Buffer.concat([
          start,
          frame(1, 0, 1, Buffer.from([0x82])),
          ...Array.from({ length: 5_000 }, () => frame(9, 0, 1, Buffer.from([0x82]))),
        ]),
        Buffer.concat([start, frame(8, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff]))]),
        Buffer.concat([start, frame(5, 4, 1, Buffer.alloc(8))]),
        Buffer.concat([start, frame(0xee, 0xff, 0x7fffffff, Buffer.alloc(20_000))]),
      ];
      const closed = await Promise.all(rude.map(closes));
      await othersAreServed();
      return `${closed.filter(Boolean).length} of ${rude.length} closed at once, the others when they were left; ${await executor.came()}`;
    },
  );

  // A list without owner: on the admin's door it would show all.
  attack("an owner of nobody and no owner at all", "INVALID_ARGUMENT", async () => {
    for (const message of [Buffer.alloc(0), Buffer.from([0x0a, 0])])
      expect(await door.call(list, message)).toMatchObject({
        reason: "INVALID_FIELD",
        bytes: Buffer.alloc(0),
      });
    return "INVALID_FIELD";
  });
});

// Whether the executor ends the connection by itself, within two seconds.
function closes(bytes: Buffer): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = dial(agentSocket);
  const waiting = setTimeout(() => {
    resolve(false);
    socket.destroy();
  }, 2_000);
  socket.on("error", () => undefined).on("data", () => undefined);
  socket.on("close", () => {
    clearTimeout(waiting);
    resolve(true);
  });
  socket.write(bytes);
  return promise;
}
