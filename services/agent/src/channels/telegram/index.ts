import { globalAgent as httpAgent } from "node:http";
import { globalAgent as httpsAgent } from "node:https";
import { autoRetry } from "@grammyjs/auto-retry";
import { Api } from "grammy";
import type { Update } from "grammy/types";
import type { TelegramConfig } from "../../config.ts";
import { commandMenu } from "../../conversation/index.ts";
import type { Hook } from "../../web/hook.ts";
import type { Probe } from "../../web/readiness.ts";
import type { Transcribe } from "../voice/transcribe.ts";
import { longestPollMs, pollingCalls, webhookCalls } from "./calls.ts";
import { TelegramDoor } from "./door.ts";
import { downloader } from "./download.ts";
import type { Self } from "./incoming.ts";
import { Intake, type IntakeParts } from "./intake.ts";
import { Liveness } from "./liveness.ts";
import { poll } from "./polling.ts";
import { listen } from "./voice.ts";
import { isSecret, keepWebhook, webhookSecret } from "./webhook.ts";

export { BotRefused } from "./trouble.ts";

export interface TelegramParts extends Pick<IntakeParts, "conversation" | "store" | "log"> {
  /** Absent: voice messages are politely refused. */
  transcribe: Transcribe | undefined;
}

/** The Telegram channel, open. */
export interface TelegramChannel {
  probe: Probe;
  /** Milliseconds since Telegram last showed that it means to give us updates. */
  readonly silentMs: number;
  /** Rejects with BotRefused if Telegram will not have this bot; else resolves once no more updates are taken. */
  readonly updates: Promise<void>;
  /** Where Telegram delivers updates to, if it does not wait to be asked. */
  readonly hook: Hook | undefined;
  /** Takes no more updates. */
  stop(): Promise<void>;
  /** After the conversation has ended: the last edits. */
  close(): Promise<void>;
}

/** Opens the Telegram channel: its door first, updates once `start` is called. */
export function openTelegram(config: TelegramConfig, parts: TelegramParts): { start: () => TelegramChannel } {
  const hastyApi = new Api(config.token, clientOptions(config));
  const api = new Api(config.token, clientOptions(config));
  // Only for "too many requests": the outbox repeats the rest by itself.
  api.config.use(
    autoRetry({ maxDelaySeconds: 120, rethrowHttpErrors: true, rethrowInternalServerErrors: true }),
  );
  const door = new TelegramDoor({ ...parts, api, hastyApi });
  parts.conversation.open("telegram", door);
  return { start: () => start(config, parts, { api, hastyApi }, door) };
}

function clientOptions({ apiRoot }: TelegramConfig) {
  // grammY's own agents know no proxy; Node's global ones do where NODE_USE_ENV_PROXY asks for it.
  const agent = apiRoot.startsWith("https:") ? httpsAgent : httpAgent;
  return { apiRoot, timeoutSeconds: 60, baseFetchConfig: { compress: true, agent } };
}

function start(
  config: TelegramConfig,
  parts: TelegramParts,
  { api, hastyApi }: { api: Api; hastyApi: Api },
  door: TelegramDoor,
): TelegramChannel {
  const { log } = parts;
  const end = new AbortController();
  const download = downloader(config);
  const intake = new Intake({
    ...parts,
    api,
    listen: (said) => listen({ ...parts, api, download }, said, end.signal),
  });
  const liveness = new Liveness();
  let self: Self | undefined;
  const take = (updates: readonly Update[]) => {
    if (self === undefined) throw new Error("the bot does not know its own name yet");
    intake.take(
      updates.map((update) => ({ id: update.update_id, body: update })),
      self,
    );
  };
  const common = {
    async prepare() {
      const me = await hastyApi.getMe();
      self = { id: me.id, username: me.username };
      log.info({
        event: "telegram-connected",
        bot: me.username,
        by: config.webhookUrl ? "webhook" : "polling",
      });
      await hastyApi.setMyCommands(commandMenu).catch(() => {});
      // Telegram refuses to be asked while it delivers; of an agent that had a webhook before this is left.
      if (config.webhookUrl === undefined) await hastyApi.deleteWebhook();
      intake.recover(self);
    },
    completed: () => liveness.completed(),
    log,
    signal: end.signal,
  };
  const secret = webhookSecret(config.token);
  const updates =
    config.webhookUrl === undefined
      ? poll({ ...common, ...pollingCalls(hastyApi), take })
      : keepWebhook({ ...common, ...webhookCalls(hastyApi, config.webhookUrl, secret) });
  return {
    probe: () => health(liveness),
    get silentMs() {
      return liveness.silentMs;
    },
    updates,
    hook:
      config.webhookUrl === undefined
        ? undefined
        : {
            path: new URL(config.webhookUrl).pathname,
            allowed: (headers) => isSecret(headers["x-telegram-bot-api-secret-token"], secret),
            ready: () => self !== undefined && !end.signal.aborted,
            take: (body) => isUpdate(body) && take([body]),
          },
    async stop() {
      end.abort();
      await updates.catch(() => {});
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

function isUpdate(body: unknown): body is Update {
  return (
    typeof body === "object" && body !== null && "update_id" in body && typeof body.update_id === "number"
  );
}
