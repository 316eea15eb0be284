import { connect as dial } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { status as Code } from "@grpc/grpc-js";
import { sandboxPaths } from "@voxnix/sandbox";
import { describe, expect } from "vitest";
import { attack, watchExecutor } from "../attack/harness/attack.ts";
import { inWords, servedMeanwhile } from "../attack/harness/meanwhile.ts";
import { RawDoor } from "../attack/harness/raw-door.ts";
import { newOwner, openDoors } from "./harness/executor.ts";

const both = openDoors();
const { tenant } = both;
const { agentSocket } = sandboxPaths();
const owner = newOwner("flood");
const list = "/voxnix.v1.Containers/List";

// The quick ones; those that take a minute and more are in tests/attack.
describe("floods at the agent's socket", () => {
  attack(
    "5,000 calls open at once over 50 connections",
    "512 at most are open; the others are refused with a reason before they are read",
    async () => {
      const executor = await watchExecutor();
      const doors = Array.from({ length: 50 }, () => new RawDoor(agentSocket));
      const told: unknown[] = [];
      for (const door of doors)
        for (let index = 0; index < 100; index++) {
          const stream = door.open(list).on("error", () => undefined);
          stream.once("response", (headers) => told.push(headers["grpc-status"]));
          // The head of a message, and never its body.
          stream.write(Buffer.from([0, 0, 0, 1, 0]));
        }
      await expect.poll(() => told.length, { timeout: 100_000 }).toBeGreaterThan(4_000);
      expect(new Set(told)).toEqual(new Set([`${Code.RESOURCE_EXHAUSTED}`]));
      for (const door of doors) door.close();
      await expect
        .poll(() =>
          tenant.containers.List({ owner }).then(
            () => "served",
            () => "",
          ),
        )
        .toBe("served");
      return `${told.length} of 5000 refused at once; ${await executor.came(160)}`;
    },
  );

  attack(
    "200,000 pings and settings frames",
    "answered or the connection closed; others are served",
    async () => {
      const executor = await watchExecutor();
      const frame = (type: number, size: number) =>
        Buffer.concat([Buffer.from([0, 0, size, type, 0, 0, 0, 0, 0]), Buffer.alloc(size)]);
      const start = Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), frame(4, 0)]);
      const many = Buffer.concat(
        Array.from({ length: 1_000 }, (_, index) => frame(index % 2 ? 6 : 4, index % 2 ? 8 : 0)),
      );
      const flood = (async () => {
        const socket = dial(agentSocket).on("error", () => undefined);
        // Nothing of the answers is read.
        socket.pause().write(start);
        let sent = 0;
        for (; sent < 200 && !socket.destroyed && socket.writable; sent++) {
          socket.write(many);
          await pause(2);
        }
        socket.destroy();
        return sent * 1_000;
      })();
      const served = await servedMeanwhile(both, owner, flood);
      return `${served.result} frames until the end; ${inWords(served)}; ${await executor.came()}`;
    },
  );
});
