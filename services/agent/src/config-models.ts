import { ConfigError } from "@voxnix/daemon";
import type { Price } from "./brain/index.ts";
import type { ModelConfig } from "./brain/models/index.ts";

export const modelExample = "openrouter:anthropic/claude-haiku-4.5";

/** What the environment says about models. */
export interface ModelVariables {
  LLM_MODEL?: string | undefined;
  VOXNIX_MODELS: readonly string[];
  LLM_BASE_URL?: string | undefined;
  LLM_API_KEY?: string | undefined;
  OPENROUTER_API_KEY?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
}

/**
 * The models to choose from, the default first. LLM_MODEL goes before the list where it is not in it.
 * @throws ConfigError that names the variable at fault, never a value that is secret
 */
export function modelConfigs(given: ModelVariables): ModelConfig[] {
  const listed = given.VOXNIX_MODELS.map(readModel);
  const named = given.LLM_MODEL === undefined ? [] : [{ name: given.LLM_MODEL, price: undefined }];
  const inList = listed.some(({ name }) => name === given.LLM_MODEL);
  // With a default that the list has too, the list's entry is the one with a price.
  const first = inList ? listed.filter(({ name }) => name === given.LLM_MODEL) : named;
  const rest = listed.filter(({ name }) => name !== given.LLM_MODEL);
  const all = [...first, ...rest];
  const wanted = all.length > 0 ? all : [{ name: likelyModel(given), price: undefined }];
  const variable = listed.length > 0 ? "VOXNIX_MODELS" : "LLM_MODEL";
  return wanted.map(({ name, price }) => modelConfig(given, variable, name, price));
}

// E.g. "openai:gpt-5-mini=0.25/2": the prices are in US dollars per million tokens, in and out.
function readModel(text: string): { name: string; price: Price | undefined } {
  const [, name = text, input, output] = /^(.+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (input === undefined && text.includes("=")) {
    throw new ConfigError(
      `VOXNIX_MODELS is not valid: a price is two numbers, in and out per million tokens. Example: VOXNIX_MODELS=${modelExample}=1/5`,
    );
  }
  return { name, price: input === undefined ? undefined : { input: Number(input), output: Number(output) } };
}

function modelConfig(
  given: ModelVariables,
  variable: "LLM_MODEL" | "VOXNIX_MODELS",
  name: string,
  price: Price | undefined,
): ModelConfig {
  const baseUrl = given.LLM_BASE_URL;
  if (name === "offline") return { name, baseUrl: undefined, apiKey: undefined };
  const provider = /^(openrouter|openai):/.exec(name)?.[1];
  // Names without a provider are those of a server of one's own; it may take no key.
  if (provider === undefined && baseUrl === undefined) {
    throw new ConfigError(
      `${variable} is not valid: it takes offline, openrouter:MODEL or openai:MODEL; other names need LLM_BASE_URL. Example: ${variable}=${modelExample}`,
    );
  }
  const apiKey =
    given.LLM_API_KEY ?? (provider === "openrouter" ? given.OPENROUTER_API_KEY : given.OPENAI_API_KEY);
  if (apiKey === undefined && baseUrl === undefined) {
    const key = provider === "openrouter" ? "OPENROUTER_API_KEY" : "OPENAI_API_KEY";
    throw new ConfigError(
      `${key} is missing: ${variable} asks for ${provider}. Example: ${key}=sk-… (or LLM_MODEL=offline for the built-in model)`,
    );
  }
  return { name, baseUrl, apiKey, ...(price && { price }) };
}

// The model that the given keys suggest, where none is named.
function likelyModel(given: ModelVariables): string {
  if (given.LLM_BASE_URL !== undefined) {
    throw new ConfigError(
      "LLM_MODEL is missing: LLM_BASE_URL alone does not say which model. Example: LLM_MODEL=llama3.3",
    );
  }
  if (given.OPENROUTER_API_KEY !== undefined) return modelExample;
  return given.OPENAI_API_KEY === undefined ? "offline" : "openai:gpt-5-mini";
}
