// The agent: channels → conversation → brain → executor. Configured by its environment (config.ts).
import { flushCompileCache } from "node:module";
import {
  ConfigError,
  createLog,
  createNotifier,
  type Logger,
  nameSourceLines,
  shutdownOnSignal,
} from "@voxnix/daemon";
import agentPackage from "../package.json" with { type: "json" };
import { type Brain, chooseModels, createBrain } from "./brain/index.ts";
import type { TelegramChannel, TelegramParts } from "./channels/telegram/index.ts";
import { openTerminal } from "./channels/terminal/server.ts";
import { type Config, readAgentConfig } from "./config.ts";
import { Conversation } from "./conversation/index.ts";
import { createExecutor } from "./executor/index.ts";
import { openStore, type Store } from "./store/index.ts";
import { gauge, openTelemetry, readExportSettings } from "./telemetry/index.ts";
import { executorProbe } from "./web/probes.ts";
import { openWeb } from "./web/server.ts";

// EX_CONFIG of sysexits.h. The unit's RestartPreventExitStatus= keeps systemd from trying for ever.
const badConfiguration = 78;
// A bot that is deaf for so long, and does nothing for anybody, is started afresh by the watchdog.
const deafAfterMs = 10 * 60_000;
// Together with the other steps less than TimeoutStopSec= of the unit.
const turnsMayTakeMs = 15_000;

nameSourceLines();
await start(process.env).catch((error: Error) => {
  const configuration = error instanceof ConfigError;
  console.error(configuration ? error.message : `The agent could not start: ${error.message}`);
  process.exit(configuration ? badConfiguration : 1);
});

async function start(environment: Record<string, string | undefined>): Promise<void> {
  const config = readAgentConfig(environment);
  const models = chooseModels(config.models);
  const exporting = readExportSettings(environment);
  const log = createLog(config.logLevel);
  const telemetry = await openTelemetry(exporting, agentPackage.version, log);
  const notifier = createNotifier(environment);
  const store = openStore(config.stateFolder);
  const executor = createExecutor(config.executorSocket);
  const brain = createBrain({ executor, models, log });
  const conversation = new Conversation({ store, executor, brain, log, rules: config.rules });
  const terminal = await openTerminal({
    conversation,
    socketPath: config.chatSocket,
    model: brain.model,
    log,
  });
  const telegram = await openTelegramIfConfigured(config, { conversation, store, log });
  const probes = {
    executor: executorProbe(config.executorSocket),
    ...(telegram ? { telegram: telegram.probe } : {}),
  };
  const web = await openWeb(
    config.httpPort,
    probes,
    telemetry.metricsText,
    telegram?.hook ? [telegram.hook] : [],
  );
  measure(store, telegram);
  conversation.recover();

  shutdownOnSignal(
    [
      { name: "notify", withinMs: 1_000, run: () => notifier.stopping() },
      { name: "updates", withinMs: 5_000, run: () => telegram?.stop() },
      {
        name: "conversation",
        withinMs: turnsMayTakeMs + 4_000,
        run: () => conversation.close(turnsMayTakeMs),
      },
      { name: "telegram", withinMs: 4_000, run: () => telegram?.close() },
      { name: "terminal", withinMs: 1_000, run: () => terminal.close() },
      { name: "web", withinMs: 1_000, run: () => web.close() },
      { name: "executor", withinMs: 1_000, run: () => executor.close() },
      { name: "store", withinMs: 1_000, run: () => store.close() },
      { name: "telemetry", withinMs: 3_000, run: () => telemetry.close() },
    ],
    log,
  );
  notifier.watchdog(() => telegram === undefined || telegram.silentMs < deafAfterMs || conversation.busy);
  log.info({
    event: "ready",
    model: brain.model,
    telegram: telegram !== undefined,
    httpPort: web.port,
    chatSocket: config.chatSocket,
  });
  await notifier.ready(`model ${brain.model}${telegram ? ", Telegram" : ""}`);
  // The first turn should not wait for what it needs to be loaded.
  setImmediate(() => void warm(brain, log));
}

async function warm(brain: Brain, log: Logger): Promise<void> {
  await brain.warm().catch((error) => log.error({ event: "brain-not-warm", err: error }));
  // Node writes what it compiled when it ends; an agent that is killed is to start quickly, too.
  flushCompileCache();
}

async function openTelegramIfConfigured(
  config: Config,
  parts: Omit<TelegramParts, "transcribe">,
): Promise<TelegramChannel | undefined> {
  if (config.telegram === undefined) return undefined;
  const { openTelegram } = await import("./channels/telegram/index.ts");
  if (parts.store.people.all().length === 0) {
    parts.log.warn({
      event: "telegram-closed",
      advice: "TELEGRAM_ALLOWED_USERS is empty: nobody may speak. Write to the bot, it tells you your id.",
    });
  }
  const transcribe =
    config.transcription &&
    (await import("./channels/voice/transcribe.ts")).createTranscribe(config.transcription);
  const channel = openTelegram(config.telegram, { ...parts, transcribe }).start();
  channel.updates.catch((error: Error) => endRefused(error, parts.log));
  return channel;
}

// What is asked for when somebody looks.
function measure(store: Store, telegram: TelegramChannel | undefined): void {
  gauge(
    "voxnix_turns_open",
    "Messages that wait for their turn, or are worked on.",
    () => store.turns.open().length,
  );
  gauge("voxnix_outbox_waiting", "Messages that wait to be said.", () => store.outbox.size());
  if (telegram) {
    gauge(
      "voxnix_telegram_silence_seconds",
      "Since the last completed poll of Telegram.",
      () => telegram.silentMs / 1_000,
    );
  }
}

function endRefused(error: Error, log: Logger): void {
  log.fatal({ event: "telegram-refused", reason: error.message });
  console.error(error.message);
  process.exit(badConfiguration);
}
