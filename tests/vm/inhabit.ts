import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { connectExecutor } from "@voxnix/protocol";
import { execOrThrow, type Progress, type SandboxPaths } from "@voxnix/sandbox";
import { succeed } from "../system/harness/operation.ts";
import { executorFile } from "./image-files.ts";
import type { Expected, World } from "./world.ts";

/** Starts the executor in a sandbox that has none, and has it make the containers. @returns their files */
export async function inhabit(
  paths: SandboxPaths,
  inhabitants: readonly Expected[],
  progress: Progress,
): Promise<World["synced"]> {
  const settings = join(paths.root, executorFile.path);
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(settings, executorFile.text);
  const inside = (argv: readonly string[], purpose: string) => execOrThrow(argv, purpose, {}, paths);
  return progress.step(`${inhabitants.length} containers, in a sandbox`, async (report) => {
    await inside(["systemctl", "enable", "--now", "voxnix-executor.service"], "start the executor");
    const executor = connectExecutor(paths.agentSocket);
    try {
      await executor.ready(60_000);
      const synced: World["synced"] = {};
      for (const { owner, name, autostart, packages } of inhabitants) {
        report(name);
        const spec = { name, autostart, packages, modules: [{ name: "workspace" }] };
        const { machine } = await succeed(executor.containers.Create({ owner, spec }));
        const folder = `/var/lib/voxnix-workspaces/${machine}`;
        const write = `cd ${folder} && head -c 200000 /dev/urandom > first && sha256sum first`;
        const sum = await inside(["sh", "-c", write], "write into a workspace");
        synced[sum.split(" ")[0] ?? ""] = `first of ${owner}/${name}`;
      }
      // What is in the store from the start has not to be looked at after each cut; see facts.ts.
      const store = readdirSync(join(paths.root, "nix/store")).map((name) => `/nix/store/${name}\n`);
      writeFileSync(join(paths.root, "etc/vm-store"), store.join(""));
      return synced;
    } finally {
      executor.close();
    }
  });
}
