import { expect, test } from "vitest";
import { testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { Registry } from "./registry.ts";

test("however many owners there are, so many ended operations are remembered and no more", async () => {
  const { parts, journal } = await testEngine();
  const registry = new Registry(parts, journal, 3);
  const ids: string[] = [];
  for (let number = 1; number <= 5; number++) {
    const operation = await registry.begin({
      kind: "CREATE",
      record: someRecord({
        owner: `telegram:${number}`,
        machine: `dev-${number}`,
        address: `10.9.0.${number}`,
      }),
      role: "tenant",
      requestId: undefined,
      fingerprint: "",
    });
    await operation.ended;
    ids.unshift(operation.plan.id);
  }
  expect(registry.list().map(({ plan }) => plan.id)).toEqual(ids.slice(0, 3));
});
