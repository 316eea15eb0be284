import { expect, test } from "vitest";
import { testEngine } from "../testing/engine.ts";
import { secretsApi } from "./secrets.ts";

const context = { rpc: "test", signal: new AbortController().signal };
const owner = "telegram:1";

test("secrets that are set at once do not pass their owner's hundred together", async () => {
  const api = secretsApi("tenant", await testEngine());
  const set = (index: number) => api.Set({ owner, name: `s-${index}`, value: Buffer.from("x") }, context);
  const settled = await Promise.allSettled(Array.from({ length: 110 }, (_, index) => set(index)));
  const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(10);
  for (const refusal of refused) expect(refusal).toMatchObject({ reason: "QUOTA_EXCEEDED" });
  expect((await api.List({ owner }, context)).secrets).toHaveLength(100);
  // One that is there may be set anew.
  expect(await set(0)).toMatchObject({ name: "s-0" });
});
