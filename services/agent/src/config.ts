import { readConfig } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import type { ModelConfig } from "./brain/models/index.ts";
import type { TranscriptionConfig } from "./channels/voice/transcribe.ts";
import { absolutePath, budget, webAddress, wholeNumber } from "./config-fields.ts";
import { modelConfigs, modelExample } from "./config-models.ts";
import { type QuietHours, readQuietHours } from "./conversation/quiet-hours.ts";
import type { Rules } from "./conversation/rules.ts";

/** What the agent is told by its environment. */
export interface Config {
  /** Absent: no Telegram. */
  telegram: TelegramConfig | undefined;
  /** Absent: voice messages are politely refused. */
  transcription: TranscriptionConfig | undefined;
  /** At least one, in the order in which they stand in for each other. */
  models: readonly ModelConfig[];
  /** Who may do what. */
  rules: Rules;
  /** The executor's tenant socket. */
  executorSocket: string;
  /** The folder that holds agent.sqlite. */
  stateFolder: string;
  /** Where terminal clients connect. */
  chatSocket: string;
  /** On 127.0.0.1; 0 takes any free one. */
  httpPort: number;
  logLevel: string;
}

export interface TelegramConfig {
  token: string;
  apiRoot: string;
  /** Where Telegram is to deliver updates to: what leads from there to our HTTP port. Absent: the bot asks for them. */
  webhookUrl: string | undefined;
}

const dayMs = 24 * 3_600_000;
const telegramId = z.string().regex(/^[1-9]\d{0,15}$/);

const variables = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]{20,}$/, { error: "it does not look like a token from @BotFather" })
    .optional()
    .describe("123456789:AA…"),
  TELEGRAM_ALLOWED_USERS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ""))
    .refine((ids) => ids.every((id) => telegramId.safeParse(id).success), {
      error: "it takes numeric user ids, not names, separated by commas",
    })
    .default([])
    .describe("123456789,987654321"),
  VOXNIX_OWNERS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ""))
    .refine((ids) => ids.every((id) => telegramId.safeParse(id).success || OwnerId.safeParse(id).success), {
      error: "it takes numeric Telegram ids, or ids such as telegram:123456789, separated by commas",
    })
    .default([])
    .describe("telegram:123456789"),
  VOXNIX_MEMBER_CONTAINERS: wholeNumber(0, 1_000, 3),
  VOXNIX_DAILY_BUDGET: budget(),
  VOXNIX_MEMBER_DAILY_BUDGET: budget(),
  VOXNIX_QUIET_HOURS: z
    .string()
    .transform((text, context): QuietHours => {
      const hours = readQuietHours(text);
      if (hours === undefined) context.addIssue({ code: "custom", message: "it takes hours such as 22-7" });
      return hours ?? z.NEVER;
    })
    .optional()
    .describe("22-7"),
  VOXNIX_HISTORY_TOKENS: wholeNumber(1_000, 1_000_000, 24_000),
  VOXNIX_HOST_CHECK_SECONDS: wholeNumber(1, 86_400, 300),
  VOXNIX_KEEP_DAYS: wholeNumber(1, 36_500, 365),
  VOXNIX_AUDIT_DAYS: wholeNumber(1, 36_500, 1_095),
  TELEGRAM_API_ROOT: webAddress().default("https://api.telegram.org").describe("https://api.telegram.org"),
  TELEGRAM_WEBHOOK_URL: webAddress().optional().describe("https://bot.example.org/telegram"),
  VOXNIX_TRANSCRIBE_URL: webAddress().optional().describe("https://api.openai.com/v1"),
  VOXNIX_TRANSCRIBE_KEY: z.string().optional(),
  VOXNIX_TRANSCRIBE_MODEL: z.string().min(1).default("whisper-1").describe("whisper-1"),
  LLM_MODEL: z.string().regex(/^\S+$/, { error: "it takes one word" }).optional().describe(modelExample),
  VOXNIX_MODELS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ""))
    .default([])
    .describe(`${modelExample}=1/5,openai:gpt-5-mini`),
  LLM_BASE_URL: webAddress().optional().describe("http://127.0.0.1:11434/v1"),
  LLM_API_KEY: z.string().optional(),
  OPENROUTER_API_KEY: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  VOXNIX_SOCKET: absolutePath().default("/run/voxnix/agent.sock").describe("/run/voxnix/agent.sock"),
  VOXNIX_AGENT_STATE: absolutePath().optional().describe("/var/lib/voxnix-agent"),
  // systemd sets it from StateDirectory=; several are separated by colons (systemd.exec(5)).
  STATE_DIRECTORY: z.string().optional(),
  VOXNIX_CHAT_SOCKET: absolutePath()
    .default("/run/voxnix-agent/chat.sock")
    .describe("/run/voxnix-agent/chat.sock"),
  VOXNIX_HTTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: "it takes a port from 0 to 65535" })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: "it takes a port from 0 to 65535" })
    .default(8787)
    .describe("8787"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "it takes trace, debug, info, warn, error, fatal or silent",
    })
    .default("info")
    .describe("info"),
});

export type Variables = z.infer<typeof variables>;

/**
 * Reads the agent's configuration.
 * @throws ConfigError that names each variable at fault with an example, never a value
 */
export function readAgentConfig(environment: Record<string, string | undefined>): Config {
  const given = readConfig(variables, environment);
  return {
    telegram: telegramConfig(given),
    transcription: transcriptionConfig(given),
    models: modelConfigs(given),
    rules: rulesOf(given),
    executorSocket: given.VOXNIX_SOCKET,
    stateFolder: given.VOXNIX_AGENT_STATE ?? given.STATE_DIRECTORY?.split(":")[0] ?? "/var/lib/voxnix-agent",
    chatSocket: given.VOXNIX_CHAT_SOCKET,
    httpPort: given.VOXNIX_HTTP_PORT,
    logLevel: given.LOG_LEVEL,
  };
}

function telegramConfig(given: Variables): TelegramConfig | undefined {
  if (given.TELEGRAM_BOT_TOKEN === undefined) return undefined;
  return {
    token: given.TELEGRAM_BOT_TOKEN,
    apiRoot: given.TELEGRAM_API_ROOT.replace(/\/+$/, ""),
    webhookUrl: given.TELEGRAM_WEBHOOK_URL,
  };
}

function transcriptionConfig(given: Variables): TranscriptionConfig | undefined {
  if (given.VOXNIX_TRANSCRIBE_URL === undefined) return undefined;
  return {
    url: given.VOXNIX_TRANSCRIBE_URL,
    key: given.VOXNIX_TRANSCRIBE_KEY,
    model: given.VOXNIX_TRANSCRIBE_MODEL,
  };
}

// Where nobody is named, the first who may speak administers: a bot without an owner could let nobody in.
function rulesOf(given: Variables): Rules {
  const members = given.TELEGRAM_ALLOWED_USERS.map((id) => OwnerId.parse(`telegram:${id}`));
  const named = given.VOXNIX_OWNERS.map((id) => OwnerId.parse(/^\d+$/.test(id) ? `telegram:${id}` : id));
  return {
    owners: named.length > 0 ? named : members.slice(0, 1),
    members,
    memberContainers: given.VOXNIX_MEMBER_CONTAINERS,
    ownerBudget: given.VOXNIX_DAILY_BUDGET,
    memberBudget: given.VOXNIX_MEMBER_DAILY_BUDGET,
    quietHours: given.VOXNIX_QUIET_HOURS,
    historyTokens: given.VOXNIX_HISTORY_TOKENS,
    hostCheckMs: given.VOXNIX_HOST_CHECK_SECONDS * 1_000,
    keptMs: given.VOXNIX_KEEP_DAYS * dayMs,
    auditKeptMs: given.VOXNIX_AUDIT_DAYS * dayMs,
  };
}
