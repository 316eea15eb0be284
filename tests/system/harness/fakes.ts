import { join } from "node:path";
import { sandboxPaths } from "@voxnix/sandbox";
import { control, type Door } from "../../fakes/control/client.ts";
import { inAppliance } from "./appliance.ts";
import { until } from "./until.ts";

const NODE = "/opt/voxnix/node_modules/node/bin/node";
const FOLDER = "/var/lib/voxnix-tests";

/** The fakes that run in the appliance, and the ports at which the agent finds them. */
const FAKES = { telegram: 8081, model: 8082, otlp: 8083, speech: 8084 } as const;
type Fake = keyof typeof FAKES;

/** Where a fake answers inside the appliance. */
export const fakeAddress = (fake: Fake): string => `http://127.0.0.1:${FAKES[fake]}`;

/** The door to a fake for a test on the host: a socket in the appliance's tree, which the host can see. */
export const fakeDoor = (fake: Fake): Door => ({ socket: join(sandboxPaths().root, FOLDER, `${fake}.sock`) });

/** Starts the fakes afresh in the appliance; returns when they answer. */
export const startFakes = async (): Promise<void> => {
  await stopFakes();
  await inAppliance("mkdir", "-p", FOLDER);
  for (const fake of names) {
    const main = `/opt/voxnix/tests/fakes/${fake}/main.ts`;
    const start = `ExecStart=${NODE} ${main} --port ${FAKES[fake]} --socket ${FOLDER}/${fake}.sock`;
    // A unit file of its own: a transient unit that ended may stay loaded for a while, and its name with it.
    await inAppliance("sh", "-ec", `printf '[Service]\\n%s\\n' "$1" > ${unitFile(fake)}`, "sh", start);
  }
  await inAppliance("systemctl", "daemon-reload");
  for (const fake of names) {
    await inAppliance("systemctl", "start", `voxnix-fake-${fake}.service`);
    await until(`the fake ${fake} answers`, async () =>
      Array.isArray(await control(fakeDoor(fake), "violations")),
    );
  }
};

/** Stops the fakes, if they run. */
export const stopFakes = async (): Promise<void> => {
  for (const fake of names) {
    const script = `systemctl stop voxnix-fake-${fake}.service 2>/dev/null; rm -f ${FOLDER}/${fake}.sock ${unitFile(fake)}`;
    await inAppliance("sh", "-c", script);
  }
};

const names = ["telegram", "model", "otlp", "speech"] as const;
const unitFile = (fake: Fake): string => `/run/systemd/system/voxnix-fake-${fake}.service`;
