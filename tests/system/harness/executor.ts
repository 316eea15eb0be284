import { type Container, connectExecutor, type ExecutorClient } from "@voxnix/protocol";
import { sandboxPaths } from "@voxnix/sandbox";
import { afterAll } from "vitest";
import { finish } from "./operation.ts";

/** The executor through the agent's door and through the admin's, as the host opens them. Closed after the file. */
export const openDoors = (): { tenant: ExecutorClient; admin: ExecutorClient } => {
  const { agentSocket, adminSocket } = sandboxPaths();
  const tenant = connectExecutor(agentSocket);
  const admin = connectExecutor(adminSocket);
  afterAll(() => {
    tenant.close();
    admin.close();
  });
  return { tenant, admin };
};

let owners = 0;

/** An owner that nobody had before: tests start without containers, also after a run that crashed. */
export const newOwner = (name: string): string => {
  owners += 1;
  return `test:${name}-${process.pid}-${owners}`;
};

/** Whether an owner belongs to the tests. */
const isOurs = ({ owner }: Container): boolean => /^(test:|telegram:88\d{8}$|terminal:test-)/.test(owner);

/** Destroys every container that tests made, also in an earlier run. Those of the demo's user are left alone. */
export const destroyTestContainers = async (admin: ExecutorClient): Promise<void> => {
  const { operations } = await admin.operations.List({ underwayOnly: true });
  for (const { id, owner } of operations) {
    if (isOurs({ owner } as Container))
      await admin.operations.Cancel({ operationId: id }, { deadlineMs: 60_000 });
  }
  const { containers } = await admin.containers.List({});
  for (const { owner, name } of containers.filter(isOurs))
    await finish(admin.containers.Destroy({ owner, name }));
};
