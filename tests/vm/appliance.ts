import { existsSync, mkdirSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { connectExecutor, type ExecutorClient } from "@voxnix/protocol";
import {
  down,
  exec,
  onHostOrThrow,
  type Progress,
  runningLeader,
  type SandboxPaths,
  sandboxPaths,
  silent,
  up,
} from "@voxnix/sandbox";
import { endFileSystem, isMounted, mountImage, unmountEnded } from "./file-system.ts";
import type { Computer, Guest } from "./guest.ts";

const sizeMb = 8_192;

/**
 * A sandbox whose whole tree is on a file system of its own, which can be ended as a power cut ends it: from one
 * moment to the next nothing of it reaches the disk any more, and what was not synced is gone. It takes seconds
 * where a machine takes minutes; what it cannot show is a disk that forgets, or a kernel that boots.
 */
export class Appliance implements Computer {
  readonly #paths: SandboxPaths = sandboxPaths(undefined, "power");
  readonly #image: string;
  #guest: Guest | undefined;

  constructor() {
    this.#image = `${this.#paths.instance}.img`;
  }

  get paths(): SandboxPaths {
    return this.#paths;
  }

  get guest(): Guest {
    if (this.#guest === undefined) throw new Error("The appliance is off.");
    return this.#guest;
  }

  /** Makes it anew, without containers. */
  async make(progress: Progress): Promise<void> {
    await this.remove();
    mkdirSync(this.#paths.instance, { recursive: true, mode: 0o755 });
    await onHostOrThrow(["mkfs.ext4", "-q", "-b", "4096", this.#image, `${sizeMb}M`], "make a file system");
    await mountImage(this.#image, this.#paths.instance);
    await up({ services: false, progress }, this.#paths);
  }

  async on(): Promise<{ state: string; tries: number }> {
    await up({ services: false, progress: silent }, this.#paths);
    this.#guest = guestOf(this.#paths);
    const { output } = await this.#guest.run("systemctl is-system-running --wait");
    return { state: output.trim(), tries: 1 };
  }

  /** As `systemctl poweroff` does it. */
  async off(): Promise<void> {
    this.#close();
    await down(silent, this.#paths);
    await this.#renew("all written");
  }

  async cutPower(): Promise<undefined> {
    await this.#renew("as it is");
    return undefined;
  }

  async kill(): Promise<void> {
    this.#close();
    await this.remove();
  }

  /** Takes all of it away. */
  async remove(): Promise<void> {
    const { instance } = this.#paths;
    if (!existsSync(instance)) return;
    if (await isMounted(instance)) await this.#end("as it is");
    else await this.#killAll(runningLeader(this.#paths));
    rmSync(instance, { recursive: true, force: true });
    rmSync(this.#image, { force: true });
    rmSync(this.#paths.runtime, { recursive: true, force: true });
  }

  /** What is on the disk then is what the next boot finds. */
  async #renew(how: "as it is" | "all written"): Promise<void> {
    await this.#end(how);
    await mountImage(this.#image, this.#paths.instance);
  }

  async #end(how: "as it is" | "all written"): Promise<void> {
    const { instance } = this.#paths;
    // Read now, from the file system that is about to end.
    const leader = runningLeader(this.#paths);
    await endFileSystem(instance, how);
    this.#close();
    await this.#killAll(leader);
    await unmountEnded(instance);
  }

  // With the first process of its namespace all end, those of its containers too.
  async #killAll(leader: number | null): Promise<void> {
    if (leader === null) return;
    process.kill(leader, "SIGKILL");
    while (existsSync(`/proc/${leader}`)) await pause(50);
  }

  #close(): void {
    this.#guest?.close();
    this.#guest = undefined;
  }
}

function guestOf(paths: SandboxPaths): Guest {
  const admin: ExecutorClient = connectExecutor(paths.adminSocket);
  const tenant = connectExecutor(paths.agentSocket);
  const run: Guest["run"] = async (script, { timeoutMs = 120_000 } = {}) => {
    const { exitCode, stdout, stderr } = await exec(["sh", "-c", script], { timeoutMs }, paths);
    return { code: exitCode, output: stdout + stderr };
  };
  return {
    ...{ admin, tenant, run },
    async expect(script, options = {}) {
      const { code, output } = await run(script, options);
      if (code !== 0) throw new Error(`In the appliance, \`${script}\` ended with ${code}: ${output.trim()}`);
      return output.trimEnd();
    },
    close() {
      admin.close();
      tenant.close();
    },
  };
}
