import { globalAgent as httpAgent } from "node:http";
import { globalAgent as httpsAgent } from "node:https";
import { autoRetry } from "@grammyjs/auto-retry";
import { AbortController as GrammyAbortController } from "abort-controller";
import { Api } from "grammy";
import type { TelegramConfig } from "../../config.ts";
import type { Probe } from "../../web/readiness.ts";
import { TelegramDoor } from "./door.ts";
import type { Self } from "./incoming.ts";
import { commandMenu, Intake, type IntakeParts } from "./intake.ts";
import { Liveness } from "./liveness.ts";
import { poll } from "./polling.ts";

export { BotRefused } from "./polling.ts";

const longPollSeconds = 25;
// A poll that takes longer than this hangs: the connection is dead though nobody said so.
const longestPollMs = (longPollSeconds + 15) * 1_000;

/** The Telegram channel, open. */
export interface TelegramChannel {
  probe: Probe;
  /** Milliseconds since Telegram last answered a poll. */
  readonly silentMs: number;
  /** Rejects with BotRefused if Telegram will not have this bot; else resolves once polling has ended. */
  readonly polling: Promise<void>;
  /** Asks for no more updates. */
  stopPolling(): Promise<void>;
  /** After the conversation has ended: the last edits. */
  close(): Promise<void>;
}

/** Opens the Telegram channel: its door first, polling once `start` is called. */
export function openTelegram(
  config: TelegramConfig,
  parts: Omit<IntakeParts, "allowedUsers">,
): { start: () => TelegramChannel } {
  const hastyApi = new Api(config.token, clientOptions(config));
  const api = new Api(config.token, clientOptions(config));
  // Only for "too many requests": the outbox repeats the rest by itself.
  api.config.use(
    autoRetry({ maxDelaySeconds: 120, rethrowHttpErrors: true, rethrowInternalServerErrors: true }),
  );
  const door = new TelegramDoor({ ...parts, api, hastyApi });
  parts.conversation.open("telegram", door);
  return { start: () => startPolling(config, parts, hastyApi, door) };
}

function clientOptions({ apiRoot }: TelegramConfig) {
  // grammY's own agents know no proxy; Node's global ones do where NODE_USE_ENV_PROXY asks for it.
  const agent = apiRoot.startsWith("https:") ? httpsAgent : httpAgent;
  return { apiRoot, timeoutSeconds: 60, baseFetchConfig: { compress: true, agent } };
}

function startPolling(
  config: TelegramConfig,
  parts: Omit<IntakeParts, "allowedUsers">,
  api: Api,
  door: TelegramDoor,
): TelegramChannel {
  const intake = new Intake({ ...parts, allowedUsers: config.allowedUsers });
  const liveness = new Liveness();
  const end = new AbortController();
  let self: Self = { id: 0, username: "" };
  const polling = poll({
    async prepare() {
      const me = await api.getMe();
      self = { id: me.id, username: me.username };
      parts.log.info({ event: "telegram-connected", bot: me.username, people: config.allowedUsers.size });
      await api.setMyCommands(commandMenu).catch(() => {});
      intake.recover(self);
    },
    getUpdates: (offset, patient, signal) =>
      api.getUpdates(
        {
          ...(offset === undefined ? {} : { offset }),
          timeout: patient ? longPollSeconds : 0,
          allowed_updates: ["message"],
        },
        grammySignal(AbortSignal.any([signal, AbortSignal.timeout(longestPollMs)])),
      ),
    deleteWebhook: () => api.deleteWebhook(),
    take: (updates) =>
      intake.take(
        updates.map((update) => ({ id: update.update_id, body: update })),
        self,
      ),
    completed: () => liveness.completed(),
    log: parts.log,
    signal: end.signal,
  });
  return {
    probe: () => health(liveness),
    get silentMs() {
      return liveness.silentMs;
    },
    polling,
    async stopPolling() {
      end.abort();
      await polling.catch(() => {});
      await intake.close();
    },
    close: () => door.close(),
  };
}

function health(liveness: Liveness): { ok: boolean; detail: string } {
  const seconds = Math.round(liveness.silentMs / 1_000);
  const ok = liveness.everCompleted && liveness.silentMs < 2 * longestPollMs;
  return {
    ok,
    detail: liveness.everCompleted ? `last answer ${seconds} s ago` : "Telegram has not answered yet",
  };
}

// grammY wants the signals of the package that it was written with, not those of Node.
function grammySignal(signal: AbortSignal): GrammyAbortController["signal"] {
  const controller = new GrammyAbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener("abort", () => controller.abort(), { once: true });
  return controller.signal;
}
