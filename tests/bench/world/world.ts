import { connectExecutor, type ExecutorClient } from "@voxnix/protocol";
import { sandboxPaths, silent, up } from "@voxnix/sandbox";
import { control } from "../../fakes/control/client.ts";
import { TEST_TOKEN } from "../../fakes/telegram/server.ts";
import { fakeAddress, fakeDoor, startFakes, stopFakes } from "../../system/harness/fakes.ts";
import { until } from "../../system/harness/until.ts";
import { ownExecutorSettings } from "./executor-settings.ts";
import { sweep } from "./sweep.ts";

/** A voxnix of its own in the sandbox, with the fakes beside it. */
export interface World {
  /** Through the agent's door, as the agent calls it. */
  readonly tenant: ExecutorClient;
  readonly admin: ExecutorClient;
  /** Where nixpkgs is in the appliance. */
  readonly nixpkgs: string;
  /** The extra-container that is compared with: "stand-in", or the path of the real one. */
  readonly extraContainer: string;
  /** People who may speak at the fake Telegram, by their ids. */
  readonly telegramIds: readonly number[];
  /** Runs the agent with the offline model and these further settings. */
  readonly useOfflineModel: (more?: Readonly<Record<string, string>>) => Promise<void>;
  /** Runs the agent with the fake model provider. */
  readonly useFakeModel: (more?: Readonly<Record<string, string>>) => Promise<void>;
  /** Puts everything back, leaves nothing behind. */
  readonly close: () => Promise<void>;
}

const people = 220;
// New people in every run: the agent keeps what was said.
const firstPerson = 6_600_000_000 + (Math.floor(Date.now() / 1000) % 100_000) * 1_000;

export async function openWorld(tell: (text: string) => void): Promise<World> {
  const { nixpkgs, extraContainer } = await up();
  await ownExecutorSettings();
  const { agentSocket, adminSocket } = sandboxPaths();
  const tenant = connectExecutor(agentSocket);
  const admin = connectExecutor(adminSocket);
  await admin.ready(10_000);
  await sweep(admin, tell);
  await startFakes();
  const telegramIds = Array.from({ length: people }, (_, place) => firstPerson + place);
  const telegram = {
    TELEGRAM_BOT_TOKEN: TEST_TOKEN,
    TELEGRAM_API_ROOT: fakeAddress("telegram"),
    TELEGRAM_ALLOWED_USERS: telegramIds.join(","),
    LOG_LEVEL: "warn",
  };
  const world: World = {
    tenant,
    admin,
    nixpkgs,
    extraContainer,
    telegramIds,
    useOfflineModel: (more = {}) => configure({ ...telegram, ...more, LLM_MODEL: "offline" }),
    useFakeModel: (more = {}) =>
      configure({
        ...telegram,
        ...more,
        LLM_MODEL: "openai:fake-model",
        LLM_BASE_URL: `${fakeAddress("model")}/v1`,
        OPENAI_API_KEY: "not-a-real-key",
      }),
    close: async () => {
      await sweep(admin, tell);
      tenant.close();
      admin.close();
      await stopFakes();
      await up({ agentEnv: {}, progress: silent });
    },
  };
  await world.useOfflineModel();
  return world;
}

async function configure(agentEnv: Record<string, string>): Promise<void> {
  await up({ agentEnv, agent: "appliance", progress: silent });
  await until("the bot polls the fake Telegram", async () => {
    const status = await control(fakeDoor("telegram"), "status");
    return typeof status === "object" && status !== null && "polling" in status && status.polling === true;
  });
}
