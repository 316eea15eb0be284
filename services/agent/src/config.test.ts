import { ConfigError } from "@voxnix/daemon";
import { describe, expect, it } from "vitest";
import { readAgentConfig } from "./config.ts";
import { defaultRules } from "./conversation/rules.ts";

const token = "123456789:AAH-fake_fake_fake_fake_fake_fake_f";
const messageOf = (environment: Record<string, string>) => {
  try {
    readAgentConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return undefined;
};

describe("an empty environment", () => {
  it("gives an agent with a terminal chat and the offline model", () => {
    expect(readAgentConfig({})).toEqual({
      telegram: undefined,
      transcription: undefined,
      models: [{ name: "offline", baseUrl: undefined, apiKey: undefined }],
      rules: defaultRules,
      executorSocket: "/run/voxnix/agent.sock",
      stateFolder: "/var/lib/voxnix-agent",
      chatSocket: "/run/voxnix-agent/chat.sock",
      httpPort: 8787,
      logLevel: "info",
    });
  });

  it("takes the state folder from systemd, and from its own variable before that", () => {
    expect(readAgentConfig({ STATE_DIRECTORY: "/var/lib/a:/var/lib/b" }).stateFolder).toBe("/var/lib/a");
    expect(readAgentConfig({ STATE_DIRECTORY: "/a", VOXNIX_AGENT_STATE: "/b" }).stateFolder).toBe("/b");
  });
});

describe("voice messages", () => {
  it("are heard where a transcription is set up", () => {
    expect(readAgentConfig({ VOXNIX_TRANSCRIBE_URL: "https://api.openai.com/v1" }).transcription).toEqual({
      ...{ url: "https://api.openai.com/v1", key: undefined, model: "whisper-1" },
    });
    expect(messageOf({ VOXNIX_TRANSCRIBE_URL: "openai" })).toMatch(/VOXNIX_TRANSCRIBE_URL.*address/);
  });
});

describe("Telegram", () => {
  it("delivers to a webhook where one is named", () => {
    const webhook = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: "https://bot.example.org/telegram" };
    expect(readAgentConfig(webhook).telegram?.webhookUrl).toBe("https://bot.example.org/telegram");
    expect(readAgentConfig({ TELEGRAM_BOT_TOKEN: token }).telegram?.webhookUrl).toBeUndefined();
  });

  it("lets in the people on the list, the first of them as owner", () => {
    const { rules } = readAgentConfig({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_ALLOWED_USERS: "12, 34,," });
    expect(rules.members).toEqual(["telegram:12", "telegram:34"]);
    expect(rules.owners).toEqual(["telegram:12"]);
  });

  it("has the owners that are named, with or without their channel", () => {
    const { rules } = readAgentConfig({ TELEGRAM_ALLOWED_USERS: "12", VOXNIX_OWNERS: "56, telegram:78" });
    expect(rules.owners).toEqual(["telegram:56", "telegram:78"]);
  });

  it("is closed where there is no list", () => {
    expect(readAgentConfig({ TELEGRAM_BOT_TOKEN: token }).rules).toMatchObject({ owners: [], members: [] });
  });

  it.each(["ada", "@ada", "12;34", "-5", "1.5", "0"])("does not take %j for a list of people", (list) => {
    const message = messageOf({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_ALLOWED_USERS: list });
    expect(message).toMatch(/TELEGRAM_ALLOWED_USERS.*numeric.*Example: TELEGRAM_ALLOWED_USERS=123456789/);
  });

  it("with a token that is none is named, and the token is not printed", () => {
    const message = messageOf({ TELEGRAM_BOT_TOKEN: "hunter2-secret" });
    expect(message).toMatch(/^TELEGRAM_BOT_TOKEN .*Example: TELEGRAM_BOT_TOKEN=/);
    expect(message).not.toContain("hunter2");
  });
});

describe("the models", () => {
  it("are those of the list, with their prices, the default first", () => {
    const { models } = readAgentConfig({
      LLM_MODEL: "openai:gpt-5-mini",
      VOXNIX_MODELS: "openrouter:anthropic/claude-haiku-4.5=1/5, openai:gpt-5-mini=0.25/2",
      OPENAI_API_KEY: "oa",
      OPENROUTER_API_KEY: "or",
    });
    expect(models).toMatchObject([
      { name: "openai:gpt-5-mini", price: { input: 0.25, output: 2 }, apiKey: "oa" },
      { name: "openrouter:anthropic/claude-haiku-4.5", price: { input: 1, output: 5 }, apiKey: "or" },
    ]);
  });

  it("of the list take a key each, and prices that are two numbers", () => {
    expect(messageOf({ VOXNIX_MODELS: "openai:a" })).toMatch(/^OPENAI_API_KEY is missing.*VOXNIX_MODELS/);
    expect(messageOf({ VOXNIX_MODELS: "openai:a=cheap", OPENAI_API_KEY: "x" })).toMatch(/a price is two/);
  });
});

describe("budgets and quiet hours", () => {
  it("are read in dollars, tokens and hours", () => {
    const { rules } = readAgentConfig({
      VOXNIX_DAILY_BUDGET: "1.50",
      VOXNIX_MEMBER_DAILY_BUDGET: "200000 tokens",
      VOXNIX_QUIET_HOURS: "22-7",
      VOXNIX_MEMBER_CONTAINERS: "2",
    });
    expect(rules).toMatchObject({
      ownerBudget: { usd: 1.5 },
      memberBudget: { tokens: 200_000 },
      quietHours: { from: 22, until: 7 },
      memberContainers: 2,
    });
  });
});

describe("the model", () => {
  const modelOf = (environment: Record<string, string>) => readAgentConfig(environment).models[0];

  it("is what the keys suggest, where none is named", () => {
    expect(modelOf({ OPENROUTER_API_KEY: "or", OPENAI_API_KEY: "oa" })).toEqual({
      name: "openrouter:anthropic/claude-haiku-4.5",
      baseUrl: undefined,
      apiKey: "or",
    });
    expect(modelOf({ OPENAI_API_KEY: "oa" })).toMatchObject({ name: "openai:gpt-5-mini", apiKey: "oa" });
  });

  it("is offline where that is named, whatever keys there are", () => {
    expect(modelOf({ LLM_MODEL: "offline", OPENAI_API_KEY: "oa" })).toEqual({
      name: "offline",
      baseUrl: undefined,
      apiKey: undefined,
    });
  });

  it("may be on a server of one's own, without a key", () => {
    expect(modelOf({ LLM_MODEL: "llama3.3:70b", LLM_BASE_URL: "http://127.0.0.1:11434/v1" })).toEqual({
      name: "llama3.3:70b",
      baseUrl: "http://127.0.0.1:11434/v1",
      apiKey: undefined,
    });
  });

  it.each([
    [{ LLM_MODEL: "openrouter:x/y" }, /^OPENROUTER_API_KEY is missing.*Example/],
    [{ LLM_MODEL: "openai:gpt-5-mini" }, /^OPENAI_API_KEY is missing.*Example/],
    [{ LLM_MODEL: "llama3.3" }, /^LLM_MODEL is not valid.*LLM_BASE_URL.*Example/],
    [{ LLM_BASE_URL: "http://127.0.0.1/v1" }, /^LLM_MODEL is missing.*Example/],
    [{ LLM_MODEL: "x", LLM_BASE_URL: "127.0.0.1:11434" }, /^LLM_BASE_URL is not valid.*Example/],
  ])("%j is told what is missing", (environment, message) => {
    expect(messageOf(environment)).toMatch(message);
  });
});

it.each([
  ["VOXNIX_HTTP_PORT", "99999"],
  ["VOXNIX_HTTP_PORT", "http"],
  ["VOXNIX_SOCKET", "agent.sock"],
  ["VOXNIX_CHAT_SOCKET", "./chat.sock"],
  ["LOG_LEVEL", "loud"],
  ["TELEGRAM_API_ROOT", "ftp://example.org"],
  ["VOXNIX_OWNERS", "ada"],
  ["VOXNIX_DAILY_BUDGET", "a lot"],
  ["VOXNIX_QUIET_HOURS", "night"],
  ["VOXNIX_QUIET_HOURS", "22-25"],
  ["VOXNIX_HOST_CHECK_SECONDS", "0"],
  ["VOXNIX_KEEP_DAYS", "0"],
  ["VOXNIX_AUDIT_DAYS", "soon"],
])("%s=%s is refused, with an example", (name, value) => {
  expect(messageOf({ [name]: value })).toMatch(
    new RegExp(`^${name} is not valid: it takes .* Example: ${name}=`),
  );
});

it("names every variable at fault at once", () => {
  const message = messageOf({ LOG_LEVEL: "loud", VOXNIX_HTTP_PORT: "x" });
  expect(message?.split("\n")).toHaveLength(2);
});
