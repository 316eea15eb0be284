import { setTimeout as pause } from "node:timers/promises";
import { exec } from "@voxnix/sandbox";
import { control } from "../fakes/control/client.ts";
import { fakeDoor } from "../system/harness/fakes.ts";
import { until } from "../system/harness/until.ts";
import type { Random } from "./random.ts";

/** What was broken on purpose. */
export interface Broken {
  /** By the name of the fault, how often. */
  counts: Map<string, number>;
  /** Faults after which a message may be said twice: Telegram has taken it, and the agent cannot know. */
  unknowable: number;
}

type Small = readonly [seam: "telegram" | "model", method: string, fault: object];

const refuse = (code: number) => ({ kind: "refuse", code });
const tooMany = { kind: "refuse", code: 429, retry_after: 1 };
const cut = { kind: "cut" };
const loseAnswer = { kind: "lose-answer" };

const small: readonly [Small, ...Small[]] = [
  ["telegram", "sendMessage", tooMany],
  ["telegram", "sendMessage", refuse(500)],
  ["telegram", "sendMessage", cut],
  ["telegram", "sendMessage", loseAnswer],
  ["telegram", "editMessageText", tooMany],
  ["telegram", "editMessageText", refuse(502)],
  ["telegram", "sendMessageDraft", tooMany],
  ["telegram", "sendMessageDraft", cut],
  ["telegram", "sendChatAction", refuse(500)],
  ["telegram", "getUpdates", refuse(500)],
  ["telegram", "getUpdates", cut],
  ["telegram", "getUpdates", loseAnswer],
  ["telegram", "answerCallbackQuery", cut],
  ["model", "chat", tooMany],
  ["model", "chat", refuse(500)],
  ["model", "chat", refuse(503)],
  ["model", "chat", cut],
  ["model", "chat", loseAnswer],
  ["model", "chat", { kind: "hold" }],
  ["model", "chat", { kind: "stall" }],
];

const big = {
  "agent killed": ["systemctl", "kill", "--signal=SIGKILL", "--kill-whom=main", "voxnix-agent.service"],
  "agent restarted": ["systemctl", "restart", "voxnix-agent.service"],
  "executor killed": ["systemctl", "kill", "--signal=SIGKILL", "--kill-whom=main", "voxnix-executor.service"],
  "executor restarted": ["systemctl", "restart", "voxnix-executor.service"],
} as const;
const bigNames = ["agent killed", "executor restarted", "agent restarted", "executor killed"] as const;

/** Breaks something small at the network: one call of Telegram or of the model goes wrong. */
export async function breakCall(random: Random, { counts }: Broken): Promise<void> {
  const [seam, method, fault] = random.pick(small);
  await control(fakeDoor(seam), "fail", { method, fault, times: 1 });
  const { kind, code } = { code: "", ...fault } as { kind: string; code?: number | string };
  note(counts, `${seam} ${method}: ${[kind, code].join(" ").trim()}`);
}

/** Kills or restarts a service, each in its turn, and waits until the agent is at its work again. */
export async function breakService(turn: number, broken: Broken): Promise<void> {
  const name = bigNames[turn % bigNames.length] ?? "agent killed";
  // Systemd gives up on a service that ends too often; here that is our doing.
  await exec(["systemctl", "reset-failed"]);
  await exec([...big[name]]);
  note(broken.counts, name);
  if (name === "agent killed") broken.unknowable += 1;
  await until("the agent polls again", async () => (await telegramPolls()) === true);
}

/** Lets go on what is slow, from time to time, until told to end. */
export async function releaseSlow(end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    await pause(1_500, undefined, { signal: end }).catch(() => undefined);
    await control(fakeDoor("model"), "release");
  }
}

/** Takes back what was planned and has not happened. */
export async function mend(): Promise<void> {
  for (const seam of ["telegram", "model"] as const) await control(fakeDoor(seam), "clear-faults");
}

async function telegramPolls(): Promise<unknown> {
  const status = await control(fakeDoor("telegram"), "status");
  return typeof status === "object" && status !== null && "polling" in status && status.polling;
}

function note(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
