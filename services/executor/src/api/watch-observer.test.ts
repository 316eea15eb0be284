import type { Container, ContainerState } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { describe } from "../operations/describe.ts";
import { someRecord } from "../testing/record.ts";
import { changes } from "./watch-observer.ts";

const dev = (state: ContainerState, sinceMs = 1): Map<string, Container> => {
  const container = describe(someRecord({ stage: "created" }), undefined, undefined);
  return new Map([["dev", { ...container, state, sinceMs }]]);
};
const nobody = new Set<string>();
const dies = [dev("RUNNING"), dev("BROKEN")] as const;

test("what no operation did is unasked", () => {
  expect(changes(...dies, nobody)).toMatchObject([
    { before: "RUNNING", container: { state: "BROKEN" }, unasked: true, destroyed: false },
  ]);
  expect(changes(...dies, new Set(["dev"]))).toMatchObject([{ unasked: false }]);
});

test("nothing is told where nothing changed", () => {
  expect(changes(dev("RUNNING"), dev("RUNNING"), nobody)).toEqual([]);
  // systemd has unloaded its unit.
  expect(changes(dev("STOPPED", 5), dev("STOPPED", 0), nobody)).toEqual([]);
});

test("one that was down and is up again between two looks has changed", () => {
  expect(changes(dev("RUNNING", 1), dev("RUNNING", 9), nobody)).toMatchObject([
    { before: "RUNNING", container: { state: "RUNNING" }, unasked: true },
  ]);
});

test("one that appears was asked for, and one that is gone is told with its last state", () => {
  expect(changes(new Map(), dev("CREATING"), nobody)).toMatchObject([
    { before: "CONTAINER_STATE_UNSPECIFIED", unasked: false },
  ]);
  expect(changes(dev("STOPPED"), new Map(), nobody)).toMatchObject([
    { destroyed: true, container: { name: "dev", state: "STOPPED" } },
  ]);
});
