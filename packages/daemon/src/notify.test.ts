import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { createNotifier } from "./notify.ts";

const path = process.env.PATH;
let folder = "";
afterEach(() => {
  process.env.PATH = path;
  if (folder) rmSync(folder, { recursive: true });
});

// A program of the same name that writes down what it was told.
function recordingSystemdNotify(): () => string {
  folder = mkdtempSync(join(tmpdir(), "voxnix-"));
  const record = join(folder, "told");
  writeFileSync(record, "");
  writeFileSync(join(folder, "systemd-notify"), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${record}\n`);
  chmodSync(join(folder, "systemd-notify"), 0o755);
  process.env.PATH = `${folder}:${path}`;
  return () => readFileSync(record, "utf8");
}

test("readiness is told with a status that people can read", async () => {
  const told = recordingSystemdNotify();
  await createNotifier({ NOTIFY_SOCKET: "/run/x" }).ready("2 containers");
  expect(told()).toBe("READY=1\nSTATUS=2 containers\n");
});

test("the watchdog is fed while the service is healthy, and starves when it is not", async () => {
  const told = recordingSystemdNotify();
  let healthy = true;
  let asked = 0;
  const end = createNotifier({ NOTIFY_SOCKET: "/run/x", WATCHDOG_USEC: "30000" }).watchdog(() => {
    asked++;
    return healthy;
  });
  await vi.waitFor(() => expect(told()).toContain("WATCHDOG=1"));
  healthy = false;
  const asksSoFar = asked;
  // The next question is asked only when the last feeding is over.
  await vi.waitFor(() => expect(asked).toBeGreaterThan(asksSoFar));
  const fedSoFar = told();
  const asksAgain = asked;
  await vi.waitFor(() => expect(asked).toBeGreaterThan(asksAgain + 3));
  expect(told()).toBe(fedSoFar);
  end();
});

test("outside of systemd nothing is told", async () => {
  const told = recordingSystemdNotify();
  await createNotifier({}).ready("x");
  expect(told()).toBe("");
});
