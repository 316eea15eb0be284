import { z } from "zod";

// The request of POST /v1/chat/completions, as far as voxnix has any business using it.
// Everything that is not named here is refused, as OpenAI refuses unrecognised arguments.
// Source: https://platform.openai.com/docs/api-reference/chat/create

const textPart = z.strictObject({
  type: z.literal("text"),
  text: z.string(),
  // Anthropic's prompt caching, which OpenRouter passes on.
  cache_control: z.strictObject({ type: z.literal("ephemeral") }).optional(),
});
const text = z.union([z.string(), z.array(textPart).min(1)]);

const toolCall = z.strictObject({
  id: z.string().min(1).max(64),
  type: z.literal("function"),
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
});

const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.enum(["system", "developer"]), content: text, name: z.string().optional() }),
  z.strictObject({ role: z.literal("user"), content: text, name: z.string().optional() }),
  z.strictObject({
    role: z.literal("assistant"),
    content: text.nullish(),
    name: z.string().optional(),
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).min(1).optional(),
  }),
  z.strictObject({
    role: z.literal("tool"),
    content: text,
    tool_call_id: z.string().min(1),
    // Not in OpenAI's reference, yet taken by all: LangChain sends it.
    name: z.string().optional(),
  }),
]);

const tool = z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().max(4096).optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

/** A chat completion request, by shape alone. */
export const requestShape = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  tools: z.array(tool).min(1).max(128).optional(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: z.string() }) }),
    ])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  seed: z.int().nullish(),
  user: z.string().optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
  response_format: z.strictObject({ type: z.literal("text") }).optional(),
  // OpenRouter's own additions.
  provider: z.record(z.string(), z.unknown()).optional(),
  reasoning: z.record(z.string(), z.unknown()).optional(),
  reasoning_effort: z.string().optional(),
  usage: z.strictObject({ include: z.boolean() }).optional(),
});

export type ChatRequest = z.infer<typeof requestShape>;
export type ChatMessage = ChatRequest["messages"][number];
