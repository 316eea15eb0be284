import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ConfigError } from "@voxnix/daemon";
import type { Price } from "../usage.ts";
import { providerErrorText } from "./provider-errors.ts";

/** Which model answers, as the configuration says. */
export interface ModelConfig {
  /** `offline`, `openrouter:<model>`, `openai:<model>`, or the name that the server at `baseUrl` knows. */
  name: string;
  /** An OpenAI-compatible server, e.g. "http://127.0.0.1:11434/v1". Absent: the provider's own. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  /** Absent where it is not known. */
  price?: Price;
  /** How often a failed request is sent again; default 2. */
  retries?: number;
}

/** A model that can be had. */
export interface ChosenModel {
  name: string;
  price: Price | undefined;
  /** It is the one that needs no provider, and no words beyond the everyday ones. */
  offline: boolean;
  /** Imports what the model needs, once. */
  load(): Promise<BaseChatModel>;
  /** What went wrong with the model, in a sentence for the user, and what to do. */
  errorText(error: unknown): string;
}

/**
 * The model that the configuration names. Loads nothing yet.
 * @throws ConfigError if nothing says where that model is to be had
 */
export function chooseModel(config: ModelConfig): ChosenModel {
  const { name } = config;
  const provider = providerOf(config);
  let loaded: Promise<BaseChatModel> | undefined;
  return {
    name,
    price: config.price,
    offline: name === "offline",
    load: () => (loaded ??= name === "offline" ? loadOffline() : loadOpenAI(config, provider)),
    errorText: (error) => providerErrorText(error, { name, keyVariable: provider.keyVariable }),
  };
}

/**
 * The models that the configuration names, in the order in which they stand in for each other. The offline
 * model is always there, last unless it was put elsewhere.
 */
export function chooseModels(configs: readonly ModelConfig[]): ChosenModel[] {
  const chosen = configs.map(chooseModel);
  if (chosen.some(({ offline }) => offline)) return chosen;
  return [...chosen, chooseModel({ name: "offline", baseUrl: undefined, apiKey: undefined })];
}

interface Provider {
  baseUrl: string | undefined;
  keyVariable: string;
  /** The model's name as the provider knows it. */
  model: string;
}

function providerOf({ name, baseUrl }: ModelConfig): Provider {
  const [prefix, model] = splitName(name);
  if (prefix === "openrouter") {
    return { model, baseUrl: baseUrl ?? "https://openrouter.ai/api/v1", keyVariable: "OPENROUTER_API_KEY" };
  }
  if (prefix === "openai") {
    return { model, baseUrl, keyVariable: baseUrl === undefined ? "OPENAI_API_KEY" : "LLM_API_KEY" };
  }
  if (baseUrl === undefined && name !== "offline") {
    throw new ConfigError(
      `LLM_MODEL=${name} does not say where to find the model. Example: LLM_MODEL=openrouter:anthropic/claude-haiku-4.5, or LLM_BASE_URL=http://127.0.0.1:11434/v1 beside it.`,
    );
  }
  // Local servers have colons in their models' own names, such as llama3.3:70b.
  return { model: name, baseUrl, keyVariable: "LLM_API_KEY" };
}

function splitName(name: string): [prefix: string, model: string] {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

async function loadOffline(): Promise<BaseChatModel> {
  const { OfflineModel } = await import("./offline/model.ts");
  return new OfflineModel();
}

async function loadOpenAI(
  { apiKey, retries = 2 }: ModelConfig,
  { baseUrl, model }: Provider,
): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import("@langchain/openai");
  return new ChatOpenAI({
    model,
    // Servers of one's own want no key, the client insists on one.
    apiKey: apiKey ?? "none",
    maxRetries: retries,
    timeout: 120_000,
    // OpenAI-compatible servers have chat completions; few have the Responses API.
    useResponsesApi: false,
    configuration: baseUrl === undefined ? {} : { baseURL: baseUrl },
  });
}
