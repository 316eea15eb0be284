import { fakeModel } from "langchain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calling, will } from "./testing/says.ts";
import { Stage } from "./testing/stage.ts";

let model: ReturnType<typeof fakeModel>;
let stage: Stage;
beforeEach(async () => {
  model = fakeModel();
  stage = await Stage.open(model);
  will(model, [calling("create_container", { name: "dev" })]);
  await stage.say("make dev");
});
afterEach(() => {
  stage.close();
  expect(stage.fake.defects).toEqual([]);
});

async function limit(args: object): Promise<string> {
  will(model, [calling("set_limits", { name: "dev", ...args })]);
  return (await stage.say("give dev 4 GB")).reply;
}

test("what a person gives a container is set at once, and told from the facts", async () => {
  expect(await limit({ memory_gb: 4, cpus: 1.5 })).toContain("It may take 4 GiB of memory and 1.5 cores.");
  const { limits } = stage.fake.containers.get("terminal:ada", "dev");
  expect(limits).toMatchObject({ memoryBytes: 4 * 2 ** 30, cpuPercent: 150 });
  await limit({ tasks: 512 });
  expect(stage.fake.containers.get("terminal:ada", "dev").limits).toMatchObject({
    memoryBytes: 4 * 2 ** 30,
    tasks: 512,
  });
  expect(stage.fake.calls.filter((rpc) => rpc === "Containers.SetLimits")).toHaveLength(2);
});

test("what would take memory, processes or disk away is asked for first, what gives more is not", async () => {
  await limit({ memory_gb: 4, tasks: 512 });
  expect(await limit({ memory_gb: 2, cpus: 1 })).toMatch(
    /^Let \*\*dev\*\* take no more than 2 GiB of memory and 1 core\? Now it may take 4 GiB of memory and 512/,
  );
  expect(stage.asked).toHaveLength(1);
  const now = () => stage.fake.containers.get("terminal:ada", "dev").limits;
  expect(now()).toMatchObject({ memoryBytes: 4 * 2 ** 30 });
  await stage.yes();
  expect(now()).toMatchObject({ memoryBytes: 2 * 2 ** 30, cpuPercent: 100 });
  await limit({ memory_gb: 3, cpus: 0.5 });
  expect(now()).toMatchObject({ memoryBytes: 3 * 2 ** 30, cpuPercent: 50 });
});

test("nothing is changed where nothing is said", async () => {
  expect(await limit({})).toContain("Say what it may take");
  expect(stage.fake.calls).not.toContain("Containers.SetLimits");
});
