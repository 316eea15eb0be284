import { OwnerId } from "@voxnix/protocol";
import { createExecutor } from "../../services/agent/src/executor/index.ts";
import type { FakeExecutor } from "../../services/agent/src/executor/testing/fake.ts";
import type { World } from "./case.ts";

export const owner = OwnerId.parse("terminal:ada");

/** Makes the containers of a world on the fake host. */
export async function makeWorld(fake: FakeExecutor, world: World): Promise<void> {
  const executor = createExecutor(fake.socketPath);
  const make = async (name: string, modules: readonly string[], packages: readonly string[]) => {
    const spec = { name, modules: modules.map((module) => ({ name: module })), packages: [...packages] };
    await executor.change({ kind: "CREATE", owner, requestId: `world-${name}`, spec });
  };
  try {
    if (world === "none") return;
    await make("dev", ["git", "workspace"], ["ripgrep"]);
    if (world === "one") return;
    await make("web", ["fish"], []);
    await executor.change({ kind: "STOP", owner, requestId: "world-stop", name: "web" });
  } finally {
    executor.close();
  }
}
