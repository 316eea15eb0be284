import { connect as connectHttp2, constants } from "node:http2";
import { connect as dial, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { status as Code } from "@grpc/grpc-js";
import { VoxnixError } from "@voxnix/protocol";
import { sandboxPaths } from "@voxnix/sandbox";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { inAppliance } from "../system/harness/appliance.ts";
import { newOwner, openDoors } from "../system/harness/executor.ts";
import { succeed } from "../system/harness/operation.ts";
import { attack, watchExecutor } from "./harness/attack.ts";
import { inWords, servedMeanwhile } from "./harness/meanwhile.ts";
import { answerOf, framed, RawDoor } from "./harness/raw-door.ts";
import { surface } from "./harness/surface.ts";

const both = openDoors();
const { tenant } = both;
const { agentSocket } = sandboxPaths();
const owner = newOwner("flood");
const list = "/voxnix.v1.Containers/List";
const hour = 3_600_000;
const asOwner = Buffer.concat([Buffer.from([0x0a, owner.length]), Buffer.from(owner)]);

beforeAll(() => succeed(tenant.containers.Create({ owner, spec: { name: "box", modules: [] } })));
afterAll(() => succeed(tenant.containers.Destroy({ owner, name: "box" })));

describe("floods at the agent's socket", () => {
  attack(
    "3,000 connections at once that say nothing",
    "64 are kept, for ten seconds; those who were connected go on, the admin's socket is not concerned",
    async () => {
      const executor = await watchExecutor();
      const sockets: Socket[] = [];
      const flood = (async () => {
        for (let index = 0; index < 3_000; index++) {
          sockets.push(
            dial(agentSocket)
              .on("error", () => undefined)
              .on("data", () => undefined),
          );
          if (index % 100 === 99) await pause(50);
        }
        await expect.poll(() => sockets.filter(({ closed }) => !closed).length, { timeout: 60_000 }).toBe(0);
      })();
      const served = await servedMeanwhile(both, owner, flood);
      return `all closed; ${inWords(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "64 connections that speak HTTP/2 and then ask nothing, or half a question",
    "half questions are cut off after a minute; the admin's socket goes on",
    async () => {
      const executor = await watchExecutor();
      const doors = Array.from({ length: 50 }, () => new RawDoor(agentSocket));
      const halves = doors.flatMap((door) =>
        Array.from({ length: 8 }, () => {
          const stream = door.open(list);
          stream.write(Buffer.concat([Buffer.from([0, 0, 3, 0, 0]), Buffer.alloc(100_000)]));
          return answerOf(stream, { patienceMs: 180_000 });
        }),
      );
      const served = await servedMeanwhile(both, owner, Promise.all(halves));
      expect(served.result.every(({ ended }) => ended !== "hung up")).toBe(true);
      for (const door of doors) door.close();
      return `${halves.length} half questions cut off; ${inWords(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "20,000 calls that are reset as soon as they are made (rapid reset)",
    "the connection is closed by the HTTP/2 library's own limit; others are served",
    async () => {
      const executor = await watchExecutor();
      const door = new RawDoor(agentSocket);
      const flood = (async () => {
        let made = 0;
        const endsMs = Date.now() + 60_000;
        for (; made < 20_000 && Date.now() < endsMs; made++) {
          const stream = door.open(list).on("error", () => undefined);
          stream.end(framed(asOwner));
          stream.close(constants.NGHTTP2_CANCEL);
          if (made % 200 === 199) await pause(5);
        }
        return made;
      })();
      const served = await servedMeanwhile(both, owner, flood);
      door.close();
      return `${served.result} made; ${inWords(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "1,000 answers that nobody reads: logs, lists and the catalogue over 10 connections with closed windows",
    "what waits is bounded; unread ones are cut off after a minute",
    async () => {
      const executor = await watchExecutor();
      const sessions = Array.from({ length: 10 }, () =>
        connectHttp2("http://x", {
          createConnection: () => dial(agentSocket),
          settings: { initialWindowSize: 0 },
        }).on("error", () => undefined),
      );
      const ends = sessions.flatMap((session) =>
        Array.from({ length: 100 }, (_, index) => {
          const path = ["/voxnix.v1.Modules/List", list, "/voxnix.v1.Operations/List"][index % 3] ?? list;
          const stream = session.request(
            { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" },
            { endStream: false },
          );
          // It would read; the window in which something could come is never opened.
          stream.resume().end(framed(asOwner));
          const ended = new Promise<string>((resolve) => {
            stream.on("error", () => undefined).once("close", () => resolve("cut off"));
            stream.once("response", (headers) => {
              if (headers["grpc-status"] !== undefined) resolve(`status ${headers["grpc-status"]}`);
            });
          });
          return ended;
        }),
      );
      const served = await servedMeanwhile(both, owner, Promise.all(ends));
      for (const session of sessions) session.destroy();
      const cut = served.result.filter((end) => end === "cut off").length;
      expect(new Set(served.result)).toEqual(new Set(["cut off", `status ${Code.RESOURCE_EXHAUSTED}`]));
      expect(cut).toBeLessThanOrEqual(512);
      return `${cut} cut off, ${ends.length - cut} refused before; ${inWords(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "600 questions at once that take processes or time: host status, unit journals, packages, looks inside",
    "four are worked on at a time, 512 wait, the others are refused with a reason; all that wait are answered",
    async () => {
      const executor = await watchExecutor();
      let most = 0;
      const counting = setInterval(async () => {
        const children = await inAppliance(
          "sh",
          "-c",
          "pgrep -c -P $(systemctl show --property=MainPID --value voxnix-executor.service) || true",
        );
        most = Math.max(most, Number(children));
      }, 500);
      const doors = Array.from({ length: 6 }, () => new RawDoor(agentSocket));
      const questions = doors.flatMap((door, at) =>
        Array.from({ length: 100 }, (_, index) => {
          const { path, message } = slowQuestion(at * 100 + index);
          return door.call(path, message, { patienceMs: hour, readMs: hour });
        }),
      );
      const served = await servedMeanwhile(both, owner, Promise.all(questions));
      clearInterval(counting);
      for (const door of doors) door.close();
      const outcomes = served.result.map(({ status, reason, ended }) =>
        status === 0 ? "answered" : reason || ended,
      );
      const answered = outcomes.filter((outcome) => outcome === "answered").length;
      expect(new Set(outcomes)).toEqual(new Set(["answered", "QUOTA_EXCEEDED"]));
      // Beside those who ask meanwhile.
      expect(answered).toBeGreaterThanOrEqual(500);
      return `${answered} answered, ${600 - answered} refused with QUOTA_EXCEEDED, at most ${most} processes at once; ${inWords(served)}; ${await executor.came()}`;
    },
    hour,
  );

  attack(
    "200 commands at once in one container, each with endless output",
    "32 run; the others are refused with a reason; each printed at most 1 MiB and is ended with its caller",
    async () => {
      const executor = await watchExecutor();
      const hangUp = new AbortController();
      const { signal } = hangUp;
      const printed: number[] = [];
      const refused: unknown[] = [];
      const runs = Array.from({ length: 200 }, async (_, index) => {
        const request = { owner, name: "box", command: ["yes"], timeoutSeconds: 3_600 };
        try {
          for await (const { stdout } of tenant.containers.Exec(request, { signal }))
            printed[index] = (printed[index] ?? 0) + (stdout?.length ?? 0);
        } catch (error) {
          if (!signal.aborted) refused.push(error);
        }
      });
      const bytes = () => Object.values(printed);
      // What a command prints beyond its MiB is dropped: that each has come so far is the end of what they print.
      await expect
        .poll(() => [refused.length, bytes().filter((sum) => sum >= 2 ** 20).length], { timeout: 600_000 })
        .toEqual([168, 32]);
      for (const error of refused) expect(error).toMatchObject({ reason: "QUOTA_EXCEEDED" });
      expect(await running()).toBe(32);
      hangUp.abort();
      await Promise.all(runs);
      expect(new Set(bytes())).toEqual(new Set([2 ** 20]));
      await expect.poll(running, { timeout: 300_000 }).toBe(0);
      return `32 ran and printed 1 MiB each, 168 were refused, none was left when their callers were gone; ${await executor.came(192)}`;
    },
  );

  attack("2,100 secrets under 21 owners", "100 of an owner, 2,000 of a host", async () => {
    const before = (await inAppliance("sh", "-c", "find /var/lib/voxnix/secrets -type f | wc -l")).trim();
    const owners = Array.from({ length: 21 }, () => newOwner("hoard"));
    const atLeisure = { deadlineMs: 0 };
    const set = async (hoarder: string, index: number) => {
      const secret = { owner: hoarder, name: `s-${index}`, value: Buffer.from("x") };
      const answer = await tenant.secrets.Set(secret, atLeisure).catch((error: unknown) => error);
      if (!(answer instanceof VoxnixError)) return true;
      expect(answer.reason).toBe("QUOTA_EXCEEDED");
      return false;
    };
    const tries = owners.flatMap((hoarder) => Array.from({ length: 101 }, (_, index) => set(hoarder, index)));
    const stored = (await Promise.all(tries)).filter(Boolean).length;
    const kept = await Promise.all(
      owners.map(async (hoarder) => (await tenant.secrets.List({ owner: hoarder }, atLeisure)).secrets),
    );
    await Promise.all(
      kept
        .flat()
        .map(({ owner: hoarder, name }) => tenant.secrets.Remove({ owner: hoarder, name }, atLeisure)),
    );
    expect(Math.max(...kept.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect([stored, kept.flat().length]).toEqual([2_000 - Number(before), 2_000 - Number(before)]);
    return `${stored} stored beside ${before}, ${tries.length - stored} refused with QUOTA_EXCEEDED`;
  });
});

/** One of four that the executor asks other programs about, or all of nixpkgs. */
function slowQuestion(index: number): { path: string; message: Uint8Array } {
  const [name, request] = (
    [
      ["Host.Status", {}],
      ["Host.UnitJournal", { unit: "systemd-machined.service", lines: 500 }],
      ["Modules.FindPackages", { query: `package number ${index}` }],
      ["Containers.Inspect", { owner, name: "box" }],
    ] as const
  )[index % 4] ?? ["Host.Status", {}];
  const rpc = surface().find((each) => each.name === name);
  if (rpc === undefined) throw new Error(`proto/ has no ${name}`);
  return { path: rpc.path, message: rpc.request.encode(rpc.request.fromObject(request)).finish() };
}

/** How many endless commands run in the container. */
async function running(): Promise<number> {
  return Number(await inAppliance("sh", "-c", "pgrep -c -x yes || true"));
}
