import {
  type Container,
  connectExecutor,
  type ExecutorClient,
  type SettingValueInput,
} from "@voxnix/protocol";
import { sandboxPaths } from "@voxnix/sandbox";
import { runIn } from "../system/harness/inside.ts";
import { succeed } from "../system/harness/operation.ts";

/** The doors, and the one owner whose containers the faults hit. */
export class World {
  readonly tenant: ExecutorClient;
  readonly admin: ExecutorClient;
  readonly owner: string;
  readonly workspaces: string;
  readonly #mark = Date.now().toString(36).slice(-5);
  #count = 0;

  constructor(workspaces = "/var/lib/voxnix-workspaces") {
    const { agentSocket, adminSocket } = sandboxPaths();
    this.tenant = connectExecutor(agentSocket);
    this.admin = connectExecutor(adminSocket);
    this.owner = `test:faults-${this.#mark}`;
    this.workspaces = workspaces;
  }

  close(): void {
    this.tenant.close();
    this.admin.close();
  }

  /** A text that was never used before: for request ids, and for images that nobody has built. */
  unique(): string {
    this.#count += 1;
    return `${this.#mark}-${this.#count}`;
  }

  async find(name: string): Promise<Container | undefined> {
    const { containers } = await this.tenant.containers.List({ owner: this.owner });
    return containers.find((container) => container.name === name);
  }

  async gone(name: string): Promise<void> {
    const { owner } = this;
    if (await this.find(name)) await succeed(this.tenant.containers.Destroy({ owner, name }));
  }

  /** A running container of exactly these modules and packages, with a file in its workspace. */
  async running(spec: Spec): Promise<Container> {
    const { owner, tenant } = this;
    const { name } = spec;
    const found = await this.find(name);
    if (found === undefined) {
      const container = await succeed(tenant.containers.Create({ owner, spec }));
      if (container.workspace !== "") await this.write(name, `first words of ${name}`);
      return container;
    }
    const same =
      names(found.modules) === names(spec.modules) && found.packages.join() === (spec.packages ?? []).join();
    if (!same) await succeed(tenant.containers.Update({ owner, spec }));
    if (found.state !== "RUNNING") await succeed(tenant.containers.Start({ owner, name }));
    return (await this.find(name)) ?? found;
  }

  async stopped(spec: Spec): Promise<void> {
    const { state } = await this.running(spec);
    if (state !== "STOPPED")
      await succeed(this.tenant.containers.Stop({ owner: this.owner, name: spec.name }));
  }

  async write(name: string, text: string): Promise<void> {
    const script =
      'mkdir -p /workspace/deep && printf %s "$0" > /workspace/deep/note && ln -sf deep/note /workspace/link';
    const { code, stderr } = await runIn(this.tenant, this.owner, name, ["sh", "-ec", script, text]);
    if (code !== 0) throw new Error(`The note of ${name} could not be written: ${stderr}`);
  }

  /** All that was made for faults goes, in a run that was cut off as well: containers, copies, secrets. */
  async clear(): Promise<void> {
    const { admin } = this;
    const ours = ({ owner }: { owner: string }) => owner.startsWith("test:faults-");
    for (const { owner, name } of (await admin.containers.List({})).containers.filter(ours))
      await succeed(admin.containers.Destroy({ owner, name }));
    for (const { owner, copies } of (await admin.workspaces.List({})).workspaces.filter(ours))
      for (const { id } of copies) await admin.workspaces.Discard({ owner, copyId: id });
    for (const { owner, name } of (await admin.secrets.List({})).secrets.filter(ours))
      await admin.secrets.Remove({ owner, name });
  }
}

/** What a container is asked to be. */
export interface Spec {
  name: string;
  modules: { name: string; settings?: Record<string, SettingValueInput> }[];
  packages?: string[];
}

const names = (modules: { name: string }[]) =>
  modules
    .map(({ name }) => name)
    .sort()
    .join();
