import { connectExecutor } from "@voxnix/protocol";
import { sandboxPaths, up } from "@voxnix/sandbox";
import { destroyTestContainers } from "./harness/executor.ts";
import { startFakes, stopFakes } from "./harness/fakes.ts";
import { restoreExecutor } from "./harness/library.ts";

/** Before the first file: the appliance is up, nothing of an earlier run is left, the fakes answer. */
export const setup = async (): Promise<void> => {
  await up();
  await restoreExecutor();
  await sweep();
  await startFakes();
};

/** After the last file: what the tests made is gone. The appliance goes on, so that the next run starts in seconds. */
export const teardown = async (): Promise<void> => {
  await restoreExecutor();
  await sweep();
  await stopFakes();
  await up({ agentEnv: {} });
};

const sweep = async (): Promise<void> => {
  const admin = connectExecutor(sandboxPaths().adminSocket);
  try {
    await admin.ready(10_000);
    await destroyTestContainers(admin);
  } finally {
    admin.close();
  }
};
