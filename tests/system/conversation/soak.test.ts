import { afterAll, expect, it } from "vitest";
import { soak } from "../../soak/soak.ts";
import { useOfflineModel } from "../harness/agent.ts";

afterAll(useOfflineModel);

// A short sample; `npm run soak` has 500 messages of 20 users.
it("answers everything exactly once while Telegram, the model, the executor and the agent itself fail", async () => {
  const { problems, faults } = await soak({
    turns: 20,
    users: 4,
    seed: 7,
    serviceEvery: 6,
    callEvery: 2,
    tell: () => {},
  });
  expect(problems).toEqual([]);
  expect(Object.keys(faults)).toEqual(expect.arrayContaining(["agent killed", "executor restarted"]));
}, 300_000);
