import { connect as connectHttp2, constants } from "node:http2";
import { connect as dial, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { sandboxPaths } from "@voxnix/sandbox";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { inAppliance } from "../system/harness/appliance.ts";
import { newOwner, openDoors } from "../system/harness/executor.ts";
import { runIn } from "../system/harness/inside.ts";
import { refusal, succeed } from "../system/harness/operation.ts";
import { attack, watchExecutor } from "./harness/attack.ts";
import { answerOf, framed, RawDoor } from "./harness/raw-door.ts";

const { tenant, admin } = openDoors();
const { agentSocket } = sandboxPaths();
const owner = newOwner("flood");
const list = "/voxnix.v1.Containers/List";
const asOwner = Buffer.concat([Buffer.from([0x0a, owner.length]), Buffer.from(owner)]);

beforeAll(() => succeed(tenant.containers.Create({ owner, spec: { name: "box", modules: [] } })));
afterAll(() => succeed(tenant.containers.Destroy({ owner, name: "box" })));

/** While something goes on, others are answered: at the admin's door, and at the agent's on a connection that was there. */
async function servedMeanwhile<T>(
  attacking: Promise<T>,
): Promise<{ result: T; slowestMs: number; asked: number }> {
  const state = { over: false };
  const result = attacking.finally(() => {
    state.over = true;
  });
  // If the others are not served, that is what the test tells.
  result.catch(() => undefined);
  let slowestMs = 0;
  let asked = 0;
  do {
    const begun = performance.now();
    await admin.containers.List({}, { deadlineMs: 60_000 });
    expect((await tenant.containers.Get({ owner, name: "box" }, { deadlineMs: 60_000 })).state).toBe(
      "RUNNING",
    );
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    asked += 2;
    await pause(20);
  } while (!state.over);
  return { result: await result, slowestMs, asked };
}

const meanwhile = ({ slowestMs, asked }: { slowestMs: number; asked: number }) =>
  `${asked} calls of others were answered meanwhile, the slowest pair in ${Math.round(slowestMs)} ms`;

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
      const served = await servedMeanwhile(flood);
      return `all closed; ${meanwhile(served)}; ${await executor.came()}`;
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
      const served = await servedMeanwhile(Promise.all(halves));
      expect(served.result.every(({ ended }) => ended !== "hung up")).toBe(true);
      for (const door of doors) door.close();
      return `${halves.length} half questions cut off; ${meanwhile(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "5,000 calls open at once over 50 connections",
    "512 at most are open; the others are refused with a reason before they are read",
    async () => {
      const executor = await watchExecutor();
      const doors = Array.from({ length: 50 }, () => new RawDoor(agentSocket));
      const waiting = doors.flatMap((door) =>
        Array.from({ length: 100 }, () => {
          // The head of a message, and never its body.
          const stream = door.open(list);
          const answer = answerOf(stream, { readMs: 60_000, patienceMs: 10_000 });
          stream.write(Buffer.from([0, 0, 0, 1, 0]));
          return answer;
        }),
      );
      const answers = await Promise.all(waiting);
      const refused = answers.filter(({ reason }) => reason === "QUOTA_EXCEEDED").length;
      expect(refused).toBeGreaterThan(4_000);
      for (const door of doors) door.close();
      await expect
        .poll(() =>
          tenant.containers.List({ owner }).then(
            () => "served",
            () => "",
          ),
        )
        .toBe("served");
      return `${refused} of ${answers.length} refused with QUOTA_EXCEEDED; ${await executor.came()}`;
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
      const served = await servedMeanwhile(flood);
      door.close();
      return `${served.result} made; ${meanwhile(served)}; ${await executor.came()}`;
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
      const served = await servedMeanwhile(flood);
      return `${served.result} frames until the end; ${meanwhile(served)}; ${await executor.came()}`;
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
          stream.on("error", () => undefined).end(framed(asOwner));
          return new Promise<void>((resolve) => stream.once("close", () => resolve()));
        }),
      );
      const served = await servedMeanwhile(Promise.all(ends));
      for (const session of sessions) session.destroy();
      return `${ends.length} cut off or refused; ${meanwhile(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "600 questions at once that take processes or time: host status, unit journals, packages, looks inside",
    "four are worked on at a time, the others wait or are refused; others are served",
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
      const questions = Array.from({ length: 600 }, (_, index) =>
        [
          () => tenant.host.Status({}, { deadlineMs: 300_000 }),
          () =>
            tenant.host.UnitJournal(
              { unit: "systemd-machined.service", lines: 500 },
              { deadlineMs: 300_000 },
            ),
          () => tenant.modules.FindPackages({ query: `package number ${index}` }, { deadlineMs: 300_000 }),
          () => tenant.containers.Inspect({ owner, name: "box" }, { deadlineMs: 300_000 }),
        ][index % 4]?.(),
      );
      const served = await servedMeanwhile(Promise.allSettled(questions));
      clearInterval(counting);
      const answered = served.result.filter(({ status }) => status === "fulfilled").length;
      return `${answered} of 600 answered, at most ${most} processes at once; ${meanwhile(served)}; ${await executor.came()}`;
    },
  );

  attack(
    "200 commands at once in one container, each with endless output",
    "32 run; the others are refused with a reason; each printed at most 1 MiB and is ended with its caller",
    async () => {
      const executor = await watchExecutor();
      const runs = await Promise.allSettled(
        Array.from({ length: 200 }, () => runIn(tenant, owner, "box", ["yes"], { timeoutSeconds: 5 })),
      );
      const refused = runs.flatMap((run) => (run.status === "rejected" ? [run.reason] : []));
      const ran = runs.flatMap((run) => (run.status === "fulfilled" ? [run.value] : []));
      for (const error of refused) expect(error).toMatchObject({ reason: "QUOTA_EXCEEDED" });
      for (const { stdout, timedOut } of ran)
        expect([Buffer.byteLength(stdout) <= 2 ** 20, timedOut]).toEqual([true, true]);
      expect(ran.length).toBeLessThanOrEqual(32);
      const left = await runIn(tenant, owner, "box", ["sh", "-c", "pgrep -c -x yes; true"]);
      expect(left.stdout.trim()).toBe("0");
      return `${ran.length} ran, ${refused.length} refused, no process left; ${await executor.came()}`;
    },
  );

  attack("2,100 secrets under 21 owners", "100 of an owner, 2,000 of a host", async () => {
    const before = (await inAppliance("sh", "-c", "find /var/lib/voxnix/secrets -type f | wc -l")).trim();
    const owners = Array.from({ length: 21 }, () => newOwner("hoard"));
    let stored = 0;
    let refused = 0;
    for (const hoarder of owners)
      for (let index = 0; index < 101; index++) {
        const set = tenant.secrets.Set({ owner: hoarder, name: `s-${index}`, value: Buffer.from("x") });
        if (index === 100 || stored + Number(before) >= 2_000) {
          expect(await refusal(set)).toMatchObject({ reason: "QUOTA_EXCEEDED" });
          refused++;
          if (index < 100) break;
        } else {
          await set;
          stored++;
        }
      }
    for (const hoarder of owners) {
      const { secrets } = await tenant.secrets.List({ owner: hoarder });
      for (const { name } of secrets) await tenant.secrets.Remove({ owner: hoarder, name });
    }
    return `${stored} stored, ${refused} times refused with QUOTA_EXCEEDED`;
  });
});
