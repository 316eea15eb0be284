import { number, optionalNumber, readFault, text } from "../control/input.ts";
import type { Action } from "../control/server.ts";
import { block, introduce, press, readSpeaker, say } from "./people.ts";
import type { World } from "./world.ts";

/** What a test can do to the fake Telegram. */
export const controlActions = (world: World): Readonly<Record<string, Action>> => ({
  say: (input) =>
    say(world, {
      from: readSpeaker(input.from),
      text: text(input, "text"),
      ...(typeof input.group === "number" ? { group: input.group } : {}),
    }),
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
  }),
});
