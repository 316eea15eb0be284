import { expect, test } from "vitest";
import { createGate, perContainer } from "./gate.ts";

async function* endless() {
  for (;;) yield 1;
}

test("a container has so many streams open and no more; one that ended makes room", async () => {
  const gate = createGate();
  const streams = Array.from({ length: perContainer }, () => gate("dev", endless()));
  for (const stream of streams) await stream.next();
  await expect(gate("dev", endless()).next()).rejects.toMatchObject({ reason: "QUOTA_EXCEEDED" });
  await expect(gate("web", endless()).next()).resolves.toMatchObject({ value: 1 });
  await streams[0]?.return(undefined);
  await expect(gate("dev", endless()).next()).resolves.toMatchObject({ value: 1 });
});

test("a stream that fails makes room, too", async () => {
  const gate = createGate();
  const failing = async function* (): AsyncGenerator<number> {
    yield* [];
    throw new Error("no");
  };
  for (let times = 0; times <= perContainer; times++) {
    await expect(gate("dev", failing()).next()).rejects.toThrow("no");
  }
});
