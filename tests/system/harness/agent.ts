import { silent, up } from "@voxnix/sandbox";
import { TEST_TOKEN } from "../../fakes/telegram/server.ts";
import { inAppliance } from "./appliance.ts";
import { fakeAddress } from "./fakes.ts";
import { telegramStatus } from "./telegram.ts";
import { until } from "./until.ts";

// New people in every run: the agent keeps conversations, and old ones would have a say in new tests.
const firstPerson = 8_800_000_000 + (Math.floor(Date.now() / 1000) % 10_000_000) * 10;

/** The people who may use the bot. The last one of a run's ten ids is never let in. */
export const people = {
  ada: firstPerson,
  bob: firstPerson + 1,
  cleo: firstPerson + 2,
  stranger: firstPerson + 9,
};

const telegram = {
  TELEGRAM_BOT_TOKEN: TEST_TOKEN,
  TELEGRAM_API_ROOT: fakeAddress("telegram"),
  TELEGRAM_ALLOWED_USERS: [people.ada, people.bob, people.cleo].join(","),
};

/** Runs the agent's service with the offline model, at the fake Telegram. */
export const useOfflineModel = (): Promise<void> => useOfflineModelWith({});

/** The same with further settings of the agent; `hears` says when it gets what people write. */
export const useOfflineModelWith = (
  more: Readonly<Record<string, string>>,
  hears: () => Promise<boolean> = isPolling,
): Promise<void> => configure({ ...telegram, ...more, LLM_MODEL: "offline" }, hears);

/** Runs the agent's service with the fake model provider, at the fake Telegram. */
export const useFakeModel = (): Promise<void> => useFakeModelWith({});

/** The same with further settings of the agent. */
export const useFakeModelWith = (more: Readonly<Record<string, string>>): Promise<void> =>
  configure({
    ...telegram,
    ...more,
    LLM_MODEL: "openai:fake-model",
    LLM_BASE_URL: `${fakeAddress("model")}/v1`,
    OPENAI_API_KEY: "not-a-real-key",
  });

const configure = async (
  agentEnv: Record<string, string>,
  hears: () => Promise<boolean> = isPolling,
): Promise<void> => {
  await up({ agentEnv, agent: "appliance", progress: silent });
  await until("the bot hears what is said at the fake Telegram", hears);
};

const isPolling = async (): Promise<boolean> => (await telegramStatus()).polling;

/** Returns when the bot waits for updates at the fake Telegram. */
export const polls = async (): Promise<void> => {
  await until("the bot polls the fake Telegram", isPolling);
};

/** Ends the agent as a crash would: without a chance to say anything. */
export const killAgent = async (): Promise<void> => {
  await inAppliance("systemctl", "kill", "--signal=SIGKILL", "--kill-whom=main", "voxnix-agent.service");
};
