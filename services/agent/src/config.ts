import { ConfigError, readConfig } from "@voxnix/daemon";
import { z } from "zod";
import type { ModelConfig } from "./brain/models/index.ts";
import type { TranscriptionConfig } from "./channels/voice/transcribe.ts";

/** What the agent is told by its environment. */
export interface Config {
  /** Absent: no Telegram. */
  telegram: TelegramConfig | undefined;
  /** Absent: voice messages are politely refused. */
  transcription: TranscriptionConfig | undefined;
  model: ModelConfig;
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
  /** Telegram's numeric ids of those who may speak. Empty: nobody; each stranger is told their id. */
  allowedUsers: ReadonlySet<number>;
  apiRoot: string;
  /** Where Telegram is to deliver updates to: what leads from there to our HTTP port. Absent: the bot asks for them. */
  webhookUrl: string | undefined;
}

const modelExample = "openrouter:anthropic/claude-haiku-4.5";
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
  TELEGRAM_API_ROOT: webAddress().default("https://api.telegram.org").describe("https://api.telegram.org"),
  TELEGRAM_WEBHOOK_URL: webAddress().optional().describe("https://bot.example.org/telegram"),
  VOXNIX_TRANSCRIBE_URL: webAddress().optional().describe("https://api.openai.com/v1"),
  VOXNIX_TRANSCRIBE_KEY: z.string().optional(),
  VOXNIX_TRANSCRIBE_MODEL: z.string().min(1).default("whisper-1").describe("whisper-1"),
  LLM_MODEL: z.string().regex(/^\S+$/, { error: "it takes one word" }).optional().describe(modelExample),
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

type Variables = z.infer<typeof variables>;

/**
 * Reads the agent's configuration.
 * @throws ConfigError that names each variable at fault with an example, never a value
 */
export function readAgentConfig(environment: Record<string, string | undefined>): Config {
  const given = readConfig(variables, environment);
  return {
    telegram: telegramConfig(given),
    transcription: transcriptionConfig(given),
    model: modelConfig(given),
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
    allowedUsers: new Set(given.TELEGRAM_ALLOWED_USERS.map(Number)),
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

function modelConfig(given: Variables): ModelConfig {
  const name = given.LLM_MODEL ?? likelyModel(given);
  const baseUrl = given.LLM_BASE_URL;
  if (name === "offline") return { name, baseUrl: undefined, apiKey: undefined };
  const provider = /^(openrouter|openai):/.exec(name)?.[1];
  // Names without a provider are those of a server of one's own; it may take no key.
  if (provider === undefined && baseUrl === undefined) {
    throw new ConfigError(
      `LLM_MODEL is not valid: it takes offline, openrouter:MODEL or openai:MODEL; other names need LLM_BASE_URL. Example: LLM_MODEL=${modelExample}`,
    );
  }
  const apiKey =
    given.LLM_API_KEY ?? (provider === "openrouter" ? given.OPENROUTER_API_KEY : given.OPENAI_API_KEY);
  if (apiKey === undefined && baseUrl === undefined) {
    const variable = provider === "openrouter" ? "OPENROUTER_API_KEY" : "OPENAI_API_KEY";
    throw new ConfigError(
      `${variable} is missing: LLM_MODEL asks for ${provider}. Example: ${variable}=sk-… (or LLM_MODEL=offline for the built-in model)`,
    );
  }
  return { name, baseUrl, apiKey };
}

// The model that the given keys suggest, where none is named.
function likelyModel(given: Variables): string {
  if (given.LLM_BASE_URL !== undefined) {
    throw new ConfigError(
      "LLM_MODEL is missing: LLM_BASE_URL alone does not say which model. Example: LLM_MODEL=llama3.3",
    );
  }
  if (given.OPENROUTER_API_KEY !== undefined) return modelExample;
  return given.OPENAI_API_KEY === undefined ? "offline" : "openai:gpt-5-mini";
}

function absolutePath() {
  return z.string().startsWith("/", { error: "it takes an absolute path" });
}

function webAddress() {
  return z.url({ protocol: /^https?$/, error: "it takes an http or https address" });
}
