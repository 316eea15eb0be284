import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { GenerationRoots } from "./generation-roots.ts";

test("at start the roots of containers that are gone go, and not those of a record that cannot be read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  const roots = new GenerationRoots(folder);
  const generation = {
    ...{ number: 1, modules: [], packages: [], image: "/nix/store/image", workspace: null },
    ...{ createdMs: 1, operationId: "", rolledBackTo: 0, changes: null },
  };
  const machines = ["dev", "gone", "torn"];
  const [dev, ...others] = machines.map((machine) => ({
    ...someRecord({ stage: "created", machine }),
    generations: [generation],
  }));
  if (dev === undefined) throw new Error("there is no dev");
  for (const record of [dev, ...others]) await roots.settle(record);
  await roots.sweep([dev], ["torn"]);
  expect((await readdir(folder)).sort()).toEqual(["dev", "torn"]);
});
