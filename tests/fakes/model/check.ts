import { Ajv2020 } from "ajv/dist/2020.js";
import type { z } from "zod";
import { type ChatMessage, type ChatRequest, requestShape } from "./shape.ts";

/** What is wrong with a chat completion request, in the words of a provider; undefined when it is fine. */
export const wrongWith = (body: unknown): string | undefined => {
  const parsed = requestShape.safeParse(body);
  if (!parsed.success) return shapeProblem(parsed.error);
  const { messages, tools, tool_choice, stream, stream_options } = parsed.data;
  if (stream !== true && stream_options)
    return "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
  if (tool_choice !== undefined && tools === undefined)
    return "'tool_choice' is only allowed when 'tools' are specified.";
  return toolProblem(tools ?? []) ?? orderProblem(messages) ?? emptyProblem(messages);
};

const shapeProblem = (error: z.ZodError): string => {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join(".") ?? "";
  if (issue?.code === "unrecognized_keys")
    return `Unrecognized request argument supplied: ${[where, issue.keys.join(", ")].filter(Boolean).join(".")}`;
  return `Invalid value at '${where}': ${issue?.message ?? "unknown"}`;
};

// Providers refuse a tool whose parameters are not an object schema, and some whose schema has references to nowhere.
const toolProblem = (tools: NonNullable<ChatRequest["tools"]>): string | undefined => {
  const names = new Set<string>();
  for (const { function: declared } of tools) {
    const { name, parameters } = declared;
    if (names.has(name)) return `Tool names must be unique: '${name}'.`;
    names.add(name);
    if (parameters === undefined) continue;
    const complaint = schemaProblem(parameters);
    if (complaint !== undefined) return `Invalid schema for function '${name}': ${complaint}`;
  }
  return undefined;
};

const schemaProblem = (schema: Record<string, unknown>): string | undefined => {
  if (schema.type !== "object")
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type)}"'.`;
  const { $schema: _dialect, ...rest } = schema;
  try {
    new Ajv2020({ strict: false }).compile(rest);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The rules of who may follow whom; a history that breaks one is refused for ever. */
const orderProblem = (messages: readonly ChatMessage[]): string | undefined => {
  const awaited = new Set<string>();
  let sawConversation = false;
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!awaited.delete(message.tool_call_id))
        return `Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls' (messages.${index}: '${message.tool_call_id}').`;
      continue;
    }
    if (awaited.size > 0) return unanswered(awaited);
    if (message.role === "system" || message.role === "developer") {
      // OpenAI takes these anywhere; Anthropic and Gemini behind OpenRouter only in front.
      if (sawConversation)
        return `messages.${index}: a '${message.role}' message must come before the conversation.`;
      continue;
    }
    if (!sawConversation && message.role !== "user")
      return `messages.${index}: the conversation must begin with a 'user' message.`;
    sawConversation = true;
    if (message.role !== "assistant") continue;
    for (const { id, function: called } of message.tool_calls ?? []) {
      if (awaited.has(id)) return `messages.${index}: tool call id '${id}' is used twice.`;
      awaited.add(id);
      if (!isJsonObject(called.arguments))
        return `messages.${index}: arguments of '${called.name}' are not a JSON object.`;
    }
  }
  return awaited.size > 0 ? unanswered(awaited) : undefined;
};

const unanswered = (ids: ReadonlySet<string>): string =>
  `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...ids].join(", ")}`;

// Anthropic refuses empty text; a model that is asked to go on must have been asked by someone.
const emptyProblem = (messages: readonly ChatMessage[]): string | undefined => {
  for (const [index, message] of messages.entries()) {
    const calls = message.role === "assistant" && message.tool_calls !== undefined;
    if (!calls && textOf(message).trim() === "") return `messages.${index}: text content must be non-empty.`;
  }
  const last = messages.at(-1);
  return last?.role === "assistant" || last?.role === "system"
    ? `messages: the last message must be of role 'user' or 'tool', not '${last.role}'.`
    : undefined;
};

/** The text of a message, its parts joined. */
export const textOf = ({ content }: ChatMessage): string =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text).join("");

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};
