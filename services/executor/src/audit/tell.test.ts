import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Plan } from "../operations/operation.ts";
import { someRecord } from "../testing/record.ts";
import { changeOf, tellCommand } from "./tell.ts";

const about = { id: "op-1", requestId: "", fingerprint: "", role: "tenant", startedMs: 1 } as const;

test("a command is told by its program and a digest, without the words that may be a password", () => {
  const command = ["mysql", "-phunter2"];
  const told = tellCommand(command, "/root", ["TOKEN"]);
  expect(JSON.stringify(told)).not.toContain("hunter2");
  const sha256 = createHash("sha256").update(JSON.stringify(command)).digest("hex");
  expect(told).toEqual({ program: "mysql", words: 2, sha256, directory: "/root", environment: ["TOKEN"] });
});

test("of maps, environment variables say, the names alone are told; a long text is cut", () => {
  const env = { name: "env", settings: { variables: { API_KEY: "hunter2" }, motd: "x".repeat(1_000) } };
  const plan: Plan = { ...about, kind: "CREATE", record: someRecord({ modules: [env] }) };
  const { arguments: told } = changeOf(plan) ?? {};
  expect(told).toMatchObject({ modules: { env: { variables: { names: ["API_KEY"] } } } });
  expect(JSON.stringify(told)).not.toContain("hunter2");
  expect(JSON.stringify(told).length).toBeLessThan(600);
});

test("a preview changes nothing, and is no change", () => {
  const target = {
    ...{ modules: [], packages: [], autostart: true, workspace: null, expectedImage: "", rollBackTo: 0 },
    ...{ keepImage: false, limits: { memoryBytes: 0, cpuPercent: 0, tasks: 0, diskBytes: 0 } },
  };
  const record = someRecord();
  expect(changeOf({ ...about, kind: "PREVIEW", record, target, ran: true })).toBeUndefined();
  expect(changeOf({ ...about, kind: "UPDATE", record, target, ran: true })).toMatchObject({
    ...{ action: "Containers.Update", owner: "telegram:1", container: "dev", operation: "op-1" },
  });
});
