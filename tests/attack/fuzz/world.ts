import type { ExecutorClient } from "@voxnix/protocol";
import { inAppliance } from "../../system/harness/appliance.ts";
import { finish, succeed } from "../../system/harness/operation.ts";

/** What there is to aim at: somebody's things, and the fuzz's own. */
export interface World {
  /** In whose name calls are made. */
  readonly owner: string;
  readonly victim: string;
  /** Names of the fuzz's own containers; the first is there from the start. */
  readonly names: readonly [string, ...string[]];
  /** What names the victim's things: container, machine, operation, copy, image, secret. */
  readonly theirs: readonly [string, ...string[]];
  /** Operations and copies of the fuzz's own. */
  readonly own: readonly [string, ...string[]];
  readonly modules: readonly [string, ...string[]];
  readonly settings: readonly [string, ...string[]];
  /** Texts that must never come back to anybody but the victim. */
  readonly hidden: readonly string[];
}

/** A file on the host, and what stands in it: nobody may get to see it through the socket. */
export const canary = { file: "/etc/voxnix-canary", text: "canary-of-the-host-5d1f" };
/** Where a command that came to run on the host would leave a trace. */
export const trace = "/run/voxnix-was-here";
const secretValue = "value-of-a-secret-91c2";

export async function makeWorld(tenant: ExecutorClient, id: string): Promise<World> {
  const [owner, victim] = [`test:fuzz-${id}`, `test:victim-${id}`];
  await inAppliance(
    "sh",
    "-ec",
    'printf %s "$2" > "$1"; chmod 600 "$1"; rm -f "$3"',
    "sh",
    canary.file,
    canary.text,
    trace,
  );
  await succeed(
    tenant.containers.Create({ owner, spec: { name: "mine", modules: [{ name: "workspace" }] } }),
  );
  const theirs = await succeed(
    tenant.containers.Create({ owner: victim, spec: { name: "treasure", modules: [{ name: "workspace" }] } }),
  );
  await tenant.secrets.Set({ owner: victim, name: "their-key", value: Buffer.from(secretValue) });
  await tenant.secrets.Set({ owner, name: "my-key", value: Buffer.from("mine") });
  const { operations: victims } = await tenant.operations.List({ owner: victim });
  const { operations: own } = await tenant.operations.List({ owner });
  const { modules } = await tenant.modules.List({});
  const settings = modules.flatMap((module) => module.settings.map(({ name }) => name));
  return {
    owner,
    victim,
    names: ["mine", "fz-a", "fz-b"],
    theirs: ["treasure", theirs.machine, victims[0]?.id ?? "op-0", theirs.image, "their-key", theirs.address],
    own: [own[0]?.id ?? "op-0", "my-key"],
    modules: ["git", ...modules.map(({ name }) => name)],
    settings: ["userName", ...new Set(settings)],
    hidden: [secretValue, canary.text],
  };
}

/** Brings the fuzz's own things back to what they were: what it happened to make goes. */
export async function tidyWorld(tenant: ExecutorClient, { owner, names: [first] }: World): Promise<void> {
  const { operations } = await tenant.operations.List({ owner, underwayOnly: true });
  for (const { id } of operations) {
    await tenant.operations
      .Cancel({ owner, operationId: id }, { deadlineMs: 120_000 })
      .catch(() => undefined);
  }
  const { containers } = await tenant.containers.List({ owner });
  for (const { name } of containers.filter((one) => one.name !== first)) {
    await finish(tenant.containers.Destroy({ owner, name }));
  }
  if (!containers.some(({ name }) => name === first)) {
    await finish(
      tenant.containers.Create({ owner, spec: { name: first, modules: [{ name: "workspace" }] } }),
    );
  }
  const { secrets } = await tenant.secrets.List({ owner });
  for (const { name } of secrets) await tenant.secrets.Remove({ owner, name }).catch(() => undefined);
  await tenant.workspaces.Discard({ owner }).catch(() => undefined);
}

/** Leaves nothing behind. */
export async function endWorld(tenant: ExecutorClient, world: World): Promise<void> {
  await tidyWorld(tenant, world);
  for (const [owner, name] of [
    [world.owner, world.names[0]],
    [world.victim, "treasure"],
  ] as const) {
    await finish(tenant.containers.Destroy({ owner, name }));
    await tenant.workspaces.Discard({ owner }).catch(() => undefined);
    const { secrets } = await tenant.secrets.List({ owner });
    for (const secret of secrets) await tenant.secrets.Remove({ owner, name: secret.name });
  }
  await inAppliance("rm", "-f", canary.file);
}
