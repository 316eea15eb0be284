import type { FixtureFileEntry } from "@copilotkit/aimock";
import { isObject } from "../control/input.ts";

/** What the fake model says next, and when. The first rule that fits is used; a rule may be used any number of times. */
export interface Rule {
  /** A part of the last thing the user said. */
  readonly user?: string;
  /** A part of the newest tool result ("" for any); without it, a rule fits only while no tool has answered in this turn. */
  readonly result?: string;
  /** Only when this model is asked. */
  readonly model?: string;
  readonly reply:
    | { readonly text: string }
    | { readonly calls: readonly ScriptedCall[]; readonly text?: string };
}

export interface ScriptedCall {
  readonly tool: string;
  readonly arguments: object;
}

/** Reads rules from a control request. */
export const readRules = (value: unknown): readonly Rule[] => {
  if (!Array.isArray(value) || !value.every(isRule))
    throw new Error(
      "rules must be [{user?, result?, model?, reply: {text} | {calls: [{tool, arguments}], text?}}]",
    );
  return value;
};

/** A rule as aimock takes it. */
export const asFixture = ({ user, result, model, reply }: Rule): FixtureFileEntry => ({
  match: {
    endpoint: "chat",
    ...(user === undefined ? {} : { userMessage: user }),
    ...(model === undefined ? {} : { model }),
    ...(result === undefined
      ? { hasToolResult: false }
      : { hasToolResult: true, ...(result === "" ? {} : { toolResultContains: result }) }),
  },
  response:
    "calls" in reply
      ? {
          ...(reply.text === undefined ? {} : { content: reply.text }),
          toolCalls: reply.calls.map((call) => ({
            name: call.tool,
            arguments: JSON.stringify(call.arguments),
          })),
          usage: { prompt_tokens: 120, completion_tokens: 12 },
        }
      : { content: reply.text, usage: { prompt_tokens: 150, completion_tokens: 30 } },
});

const isRule = (value: unknown): value is Rule => {
  if (!isObject(value) || !isObject(value.reply)) return false;
  const { calls, text } = value.reply;
  const scripted =
    Array.isArray(calls) &&
    calls.every(
      (call: unknown) => isObject(call) && typeof call.tool === "string" && isObject(call.arguments),
    );
  const known = Object.keys(value).every((key) => ["user", "result", "model", "reply"].includes(key));
  return known && (scripted || typeof text === "string");
};
