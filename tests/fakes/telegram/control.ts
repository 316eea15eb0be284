import { type Input, isObject, number, optionalNumber, readFault, text } from "../control/input.ts";
import type { Action } from "../control/server.ts";
import { block, introduce, readSpeaker } from "./people.ts";
import { press, stopDraft } from "./pressing.ts";
import { type Spoken, say } from "./saying.ts";
import type { World } from "./world.ts";

/** What a test can do to the fake Telegram. */
export const controlActions = (world: World): Readonly<Record<string, Action>> => ({
  say: (input) =>
    say(world, {
      from: readSpeaker(input.from),
      text: typeof input.text === "string" ? input.text : "",
      ...(typeof input.group === "number" ? { group: input.group } : {}),
      ...(typeof input.replyTo === "number" ? { replyTo: input.replyTo } : {}),
      ...(isObject(input.voice) ? { voice: readVoice(input.voice) } : {}),
      ...(input.sticker === true ? { sticker: true } : {}),
    }),
  "stop-draft": (input) => stopDraft(world, number(input, "id")),
  privacy: (input) => {
    world.privacyMode = input.enabled !== false;
  },
  press: (input) =>
    press(world, {
      from: readSpeaker(input.from),
      chat: number(input, "chat"),
      message: number(input, "message"),
      ...(typeof input.data === "string" ? { data: input.data } : {}),
      ...(typeof input.label === "string" ? { label: input.label } : {}),
    }),
  introduce: (input) => introduce(world, readSpeaker(input.from)),
  block: (input) => block(world, number(input, "id"), input.blocked !== false),
  transcript: (input) =>
    world.transcript.after(optionalNumber(input, "after") ?? 0, optionalNumber(input, "chat")),
  // Answers as soon as there is more than the test has seen; with nothing after `ms`.
  wait: (input, signal) =>
    world.transcript.waitFor(
      number(input, "after"),
      optionalNumber(input, "chat"),
      AbortSignal.any([signal, AbortSignal.timeout(optionalNumber(input, "ms") ?? 10_000)]),
    ),
  fail: (input) =>
    world.faults.plan(text(input, "method"), readFault(input.fault), optionalNumber(input, "times") ?? 1),
  release: () => world.faults.release(),
  "clear-faults": () => world.faults.clear(),
  violations: () => world.violations,
  "forgive-violations": () => world.violations.splice(0),
  status: () => ({
    polling: world.updates.polling,
    completedPolls: world.updates.completedPolls,
    unacknowledged: world.updates.unacknowledged,
    unanswered: [...world.queries.keys()],
    holding: world.faults.holding,
    calls: Object.fromEntries(world.calls),
    commands: world.commands,
    webhook: world.webhook.url,
  }),
});

const readVoice = (input: Input): Spoken => {
  const size = optionalNumber(input, "claimedSize");
  return {
    bytes: Buffer.from(text(input, "base64"), "base64"),
    seconds: optionalNumber(input, "seconds") ?? 1,
    ...(size === undefined ? {} : { claimedSize: size }),
  };
};
