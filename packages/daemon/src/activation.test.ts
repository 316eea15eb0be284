import { expect, test } from "vitest";
import { activatedSockets } from "./activation.ts";

test("sockets come by the names that their units give them, from descriptor 3 on", () => {
  const environment = { LISTEN_PID: "42", LISTEN_FDS: "2", LISTEN_FDNAMES: "agent:admin" };
  expect(activatedSockets(environment, 42)).toEqual(
    new Map([
      ["agent", 3],
      ["admin", 4],
    ]),
  );
});

test("sockets meant for another process are left alone", () => {
  expect(activatedSockets({ LISTEN_PID: "41", LISTEN_FDS: "1", LISTEN_FDNAMES: "agent" }, 42).size).toBe(0);
});

test("without systemd there are none", () => {
  expect(activatedSockets({}, 42).size).toBe(0);
});
