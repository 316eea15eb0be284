import { join } from "node:path";
import { sandboxPaths } from "@voxnix/sandbox";
import { expect } from "vitest";
import { control, type Door } from "../../fakes/control/client.ts";
import { inAppliance } from "./appliance.ts";

const NODE = "/opt/voxnix/node_modules/node/bin/node";
const FOLDER = "/var/lib/voxnix-tests";

/** The fakes that run in the appliance, and the ports at which the agent finds them. */
const FAKES = { telegram: 8081, model: 8082 } as const;
type Fake = keyof typeof FAKES;

/** Where a fake answers inside the appliance. */
export const fakeAddress = (fake: Fake): string => `http://127.0.0.1:${FAKES[fake]}`;

/** The door to a fake for a test on the host: a socket in the appliance's tree, which the host can see. */
export const fakeDoor = (fake: Fake): Door => ({ socket: join(sandboxPaths().root, FOLDER, `${fake}.sock`) });

/** Starts the fakes afresh in the appliance; returns when they answer. */
export const startFakes = async (): Promise<void> => {
  await inAppliance("mkdir", "-p", FOLDER);
  await stopFakes();
  for (const [fake, port] of Object.entries(FAKES)) {
    const program = [
      NODE,
      `/opt/voxnix/tests/fakes/${fake}/main.ts`,
      "--port",
      String(port),
      "--socket",
      `${FOLDER}/${fake}.sock`,
    ];
    await inAppliance("systemd-run", "--quiet", "--collect", `--unit=voxnix-fake-${fake}`, ...program);
  }
  for (const fake of ["telegram", "model"] as const) {
    await expect
      .poll(() => control(fakeDoor(fake), "violations"), { timeout: 30_000, interval: 100 })
      .toEqual([]);
  }
};

/** Stops the fakes, if they run. */
export const stopFakes = async (): Promise<void> => {
  for (const fake of Object.keys(FAKES)) {
    await inAppliance(
      "sh",
      "-c",
      `systemctl stop voxnix-fake-${fake}.service 2>/dev/null; rm -f ${FOLDER}/${fake}.sock`,
    );
  }
};
