import { expect, test } from "vitest";
import type { Run } from "../system/run.ts";
import { someRecord } from "../testing/record.ts";
import { stop } from "./stop.ts";

const record = someRecord({ machine: "zz-no-such", stage: "created" });

/** A systemctl that says these states in turn, and whose orderly stops take for ever. */
function systemctl(states: string[], orderlyStopEnds = false): { run: Run; asked: string[] } {
  const asked: string[] = [];
  const run: Run = async (_program, [verb = "", ...args]) => {
    if (verb !== "show")
      asked.push([verb, ...args.filter((arg) => /^--(no-block|signal)/.test(arg))].join(" "));
    const state = verb === "show" ? (states.length > 1 ? states.shift() : states[0]) : "";
    const stdout = `Id=container@zz-no-such.service\nLoadState=loaded\nActiveState=${state}\nResult=success\n`;
    return {
      code: 0,
      stdout,
      stderr: "",
      timedOut: verb === "stop" && !args.includes("--no-block") && !orderlyStopEnds,
    };
  };
  return { run, asked };
}

const work = () => ({ signal: new AbortController().signal, log: () => {} });

test("one that does not follow in time has its processes ended", async () => {
  const { run, asked } = systemctl(["active", "inactive"]);
  await stop(run, record, work());
  expect(asked).toEqual(["stop", "kill --signal=KILL", "stop"]);
});

test("one that is still there after that is STOP_FAILED, with what systemd says of it", async () => {
  const { run } = systemctl(["active"]);
  await expect(stop(run, record, work())).rejects.toMatchObject({
    reason: "STOP_FAILED",
    message: "dev did not stop: systemd says that it is running.",
    facts: { container: "dev" },
  });
});

test("one that still boots is not asked politely: it could not hear it yet", async () => {
  const { run, asked } = systemctl(["activating", "inactive"], true);
  await stop(run, record, work());
  expect(asked).toEqual(["stop --no-block", "kill --signal=KILL", "stop"]);
});
