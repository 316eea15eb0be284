import { afterAll, beforeAll } from "vitest";
import { inAppliance } from "./appliance.ts";
import { addTestModules, GATE, TEST_LIBRARY } from "./test-modules.ts";

const DROP_IN = "/run/systemd/system/voxnix-executor.service.d/90-tests.conf";

/** For the tests of this file, the executor runs with other settings. Afterwards it has its own again. */
export const withExecutorSettings = (settings: Record<string, string>): void => {
  beforeAll(() => configureExecutor(settings));
  afterAll(restoreExecutor);
};

/** For the tests of this file, the module library also has the modules of tests/system/modules. */
export const withTestModules = (settings: Record<string, string> = {}): void => {
  beforeAll(async () => {
    await addTestModules();
    await configureExecutor({ VOXNIX_LIBRARY: TEST_LIBRARY, ...settings });
  });
  afterAll(restoreExecutor);
};

/** Lets one waiting build go on. Returns when the build was really waiting there: a pipe opens at both ends at once. */
export const openGate = async (): Promise<void> => {
  await inAppliance("timeout", "60", "sh", "-c", `echo go > ${GATE}`);
};

/** Processes that wait at the gate. */
export const waitingAtGate = async (): Promise<string> =>
  inAppliance(
    "sh",
    "-c",
    `for each in /proc/[0-9]*; do tr '\\0' ' ' < $each/cmdline 2>/dev/null | grep -q "[r]ead line < ${GATE}" && echo "$each"; done; true`,
  );

/** The executor runs with these settings until they are taken away again. */
export const configureExecutor = async (settings: Record<string, string>): Promise<void> => {
  const lines = Object.entries(settings).map(([name, value]) => `Environment="${name}=${value}"`);
  await inAppliance(
    "sh",
    "-ec",
    `mkdir -p "$(dirname ${DROP_IN})" && printf '%s\\n' "$@" > ${DROP_IN}`,
    "sh",
    "[Service]",
    ...lines,
  );
  await restartExecutor();
};

/** Takes the tests' settings away, if there are any. */
export const restoreExecutor = async (): Promise<void> => {
  await inAppliance("rm", "-f", DROP_IN);
  await restartExecutor();
};

/** Restarts the executor; returns when it says that it is ready. */
const restartExecutor = async (): Promise<void> => {
  await inAppliance(
    "sh",
    "-ec",
    "systemctl daemon-reload && systemctl reset-failed voxnix-executor.service 2>/dev/null; systemctl restart voxnix-executor.service",
  );
};
