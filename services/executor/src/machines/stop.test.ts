import { expect, test } from "vitest";
import { BusError, BusGoneError } from "../system/bus/connection.ts";
import type { Systemd } from "../system/systemd.ts";
import { someRecord } from "../testing/record.ts";
import type { Facts } from "./facts.ts";
import type { Host } from "./host.ts";
import { Rubbish } from "./rubbish.ts";
import { stop } from "./stop.ts";

const record = someRecord({ machine: "zz-no-such", stage: "created" });

/** A systemd that says these states in turn, and whose orderly stops take for ever. */
function hostOf(states: Facts["state"][], orderlyStopEnds = false): { host: Host; asked: string[] } {
  const asked: string[] = [];
  const systemd: Systemd = {
    manager: async (method, _signature, ...values) => {
      asked.push([method, ...values.slice(1)].join(" "));
      return [];
    },
    job: async (method) => {
      asked.push(method);
      if (!orderlyStopEnds) throw new BusGoneError("it was not over in time");
      return "done";
    },
    units: () => Promise.reject(new Error("nobody asks")),
    property: () => Promise.reject(new Error("nobody asks")),
    onChange: () => () => {},
    close: () => {},
  };
  const run = () => Promise.reject(new Error("no programs are run"));
  const facts = async () => {
    const state = (states.length > 1 ? states.shift() : states[0]) ?? "MISSING";
    return new Map([[record.machine, { state, sinceMs: 0, trouble: "" }]]);
  };
  const rubbish = new Rubbish("/nowhere", { remove: run }, run, () => {});
  return { host: { run, systemd, facts, reload: async () => {}, rubbish }, asked };
}

const work = () => ({ signal: new AbortController().signal, log: () => {} });

test("one that does not follow in time has its processes ended", async () => {
  const { host, asked } = hostOf(["RUNNING", "STOPPED"]);
  await stop(host, record, work());
  expect(asked).toEqual(["StopUnit", "KillUnit all 9", "StopUnit"]);
});

test("one that is still there after that is STOP_FAILED, with what systemd says of it", async () => {
  const { host } = hostOf(["RUNNING"]);
  await expect(stop(host, record, work())).rejects.toMatchObject({
    reason: "STOP_FAILED",
    message: "dev did not stop: systemd says that it is running.",
    facts: { container: "dev" },
  });
});

test("one that still boots is not asked politely: it could not hear it yet", async () => {
  const { host, asked } = hostOf(["STARTING", "STOPPED"], true);
  await stop(host, record, work());
  expect(asked).toEqual(["StopUnit replace", "KillUnit all 9", "StopUnit"]);
});

test("one that systemd has never heard of is stopped", async () => {
  const { host } = hostOf(["MISSING"]);
  host.systemd.job = () => Promise.reject(new BusError("org.freedesktop.systemd1.NoSuchUnit", "not loaded"));
  await stop(host, record, work());
});
