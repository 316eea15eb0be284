import { setTimeout as pause } from "node:timers/promises";
import { connectExecutor, type ExecutorClient } from "@voxnix/protocol";
import { exec, sandboxPaths, silent, up } from "@voxnix/sandbox";
import { control } from "../fakes/control/client.ts";
import { TEST_TOKEN } from "../fakes/telegram/server.ts";
import { fakeAddress, fakeDoor } from "../system/harness/fakes.ts";
import { until } from "../system/harness/until.ts";
import { type Broken, breakCall, breakService, mend, releaseSlow } from "./faults.ts";
import { pendingIn, readLedger } from "./ledger.ts";
import { box, hasBox, planTurns, scriptFor } from "./plan.ts";
import { seeded } from "./random.ts";
import { live, type Sent } from "./user.ts";
import { problemsIn } from "./verdict.ts";

export interface SoakOptions {
  turns: number;
  users: number;
  seed: number;
  /** A service is killed or restarted after so many turns. */
  serviceEvery: number;
  /** One of so many turns breaks a call at the network. */
  callEvery: number;
  tell: (line: string) => void;
}

export interface SoakResult {
  /** Empty if all is as it should be. */
  problems: string[];
  turns: number;
  presses: number;
  faults: Record<string, number>;
}

// How long may go by after the last message until all is said: progress of some kind every so often.
const settleTries = 240;

/** Lets many people use one voxnix at once while everything around it breaks, and looks whether anything was lost. */
export async function soak({
  turns,
  users,
  seed,
  serviceEvery,
  callEvery,
  tell,
}: SoakOptions): Promise<SoakResult> {
  const random = seeded(seed);
  const planned = planTurns(turns, users, random);
  // New people in every run: the agent remembers the old ones.
  const first = 7_700_000_000 + (Math.floor(Date.now() / 1000) % 2_000_000) * 100;
  const ids = Array.from({ length: users }, (_, user) => first + user);
  await begin(ids);
  await control(fakeDoor("model"), "script", { rules: scriptFor(planned, random) });

  const broken: Broken = { counts: new Map(), unknowable: 0 };
  const sent: Sent = { messages: 0, presses: 0 };
  const end = new AbortController();
  const releasing = releaseSlow(end.signal);
  let done = 0;
  let breaking = Promise.resolve();
  const ended = async () => {
    // While a call is being broken others end: each turn has its own count.
    done += 1;
    const count = done;
    if (count % 50 === 0) tell(`${count} of ${turns} turns, ${sum(broken)} faults`);
    if (random.chance(1 / callEvery)) await breakCall(random, broken);
    if (count % serviceEvery === 0) {
      const round = count / serviceEvery - 1;
      breaking = breaking.then(() => breakService(round, broken));
    }
  };
  await Promise.all(
    ids.map((id, user) =>
      live(
        id,
        planned.filter((turn) => turn.user === user),
        random,
        sent,
        ended,
      ),
    ),
  );
  await breaking;
  await mend();
  await settled(ids, tell);
  end.abort();
  await releasing;
  const problems = await problemsIn(readLedger(ids), planned, sent, broken);
  await sweep(ids);
  return {
    problems,
    turns: sent.messages,
    presses: sent.presses,
    faults: Object.fromEntries([...broken.counts].sort()),
  };
}

async function begin(ids: readonly number[]): Promise<void> {
  await up({
    agentEnv: {
      TELEGRAM_BOT_TOKEN: TEST_TOKEN,
      TELEGRAM_API_ROOT: fakeAddress("telegram"),
      TELEGRAM_ALLOWED_USERS: ids.join(","),
      LLM_MODEL: "openai:fake-model",
      LLM_BASE_URL: `${fakeAddress("model")}/v1`,
      OPENAI_API_KEY: "not-a-real-key",
    },
    agent: "appliance",
    progress: silent,
  });
  await until("the bot polls", async () => {
    const status = await control(fakeDoor("telegram"), "status");
    return typeof status === "object" && status !== null && "polling" in status && status.polling === true;
  });
  for (const fake of ["telegram", "model"] as const) await control(fakeDoor(fake), "forgive-violations");
}

async function settled(ids: readonly number[], tell: (line: string) => void): Promise<void> {
  for (let tries = 0; tries < settleTries; tries++) {
    const pending = pendingIn(readLedger(ids));
    if (pending === undefined) return;
    if (tries % 20 === 19) tell(`waiting for the rest: ${pending}`);
    await pause(500);
  }
}

// The containers that the users made are no concern of the next run.
async function sweep(ids: readonly number[]): Promise<void> {
  const admin = connectExecutor(sandboxPaths().adminSocket);
  try {
    await admin.ready(10_000);
    for (const [user, id] of ids.entries()) {
      if (!hasBox(user)) continue;
      await destroyed(admin, `telegram:${id}`);
    }
  } finally {
    admin.close();
  }
  await exec(["systemctl", "reset-failed"]);
}

async function destroyed(admin: ExecutorClient, owner: string): Promise<void> {
  try {
    for await (const _event of admin.containers.Destroy({ owner, name: box }));
  } catch {
    // It was never made, or is gone.
  }
}

function sum({ counts }: Broken): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
