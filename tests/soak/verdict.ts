import { z } from "zod";
import { control } from "../fakes/control/client.ts";
import { fakeDoor } from "../system/harness/fakes.ts";
import type { Broken } from "./faults.ts";
import { type Ledger, pendingIn } from "./ledger.ts";
import { mark, type PlannedTurn } from "./plan.ts";
import type { Sent } from "./user.ts";

const Shown = z.looseObject({ kind: z.string(), text: z.string().optional() });
const Violation = z.looseObject({ description: z.string().optional(), message: z.string().optional() });

/** All that is wrong after a run; empty if every update was answered exactly once and nothing is left. */
export async function problemsIn(
  ledger: Ledger,
  planned: readonly PlannedTurn[],
  sent: Sent,
  broken: Broken,
): Promise<string[]> {
  return [
    ...leftOver(ledger),
    ...inTheLedger(ledger, sent),
    ...(await onThePhones(planned, ledger, broken)),
    ...(await violations("telegram")),
    ...(await violations("model")),
  ];
}

function leftOver(ledger: Ledger): string[] {
  const pending = pendingIn(ledger);
  const open = ledger.openApprovals > 0 ? [`${ledger.openApprovals} questions are still open`] : [];
  return [...(pending === undefined ? [] : [`left over: ${pending}`]), ...open];
}

// One turn for each message, and for each press that decided something; one answer for each turn.
function inTheLedger({ turns, outbox }: Ledger, sent: Sent): string[] {
  const said = turns.filter(({ task }) => task === "say" || task === "command").length;
  const problems = said === sent.messages ? [] : [`${sent.messages} messages became ${said} turns`];
  const decided = turns.length - said;
  if (decided > sent.presses) problems.push(`${sent.presses} presses became ${decided} turns`);
  for (const { id, text, state } of turns) {
    const final = outbox.filter(({ turn }) => turn === id);
    const replies = final.filter(({ kind }) => kind !== "notice").length;
    if (final.length === 0) problems.push(`${id} “${text}” (${state}) has no answer`);
    if (replies > 1) problems.push(`${id} “${text}” has ${replies} replies`);
    // What a restart cut off is told as news, once for what it had begun; a reply goes with none.
    if (replies + (final.length - replies) > 1) {
      problems.push(
        `${id} “${text}” was answered ${final.length} times: ${final.map(({ kind }) => kind).join(", ")}`,
      );
    }
  }
  return problems;
}

// What reached the phones: everything once, but for what Telegram took in while the agent could not hear it.
async function onThePhones(
  planned: readonly PlannedTurn[],
  { turns, outbox }: Ledger,
  { counts, unknowable }: Broken,
): Promise<string[]> {
  const entries = z.array(Shown).parse(await control(fakeDoor("telegram"), "transcript"));
  const shown = entries.filter(({ kind }) => kind === "sent" || kind === "document");
  const problems: string[] = [];
  let doubles = 0;
  for (const { number, text } of planned) {
    const turn = turns.find((one) => one.text === text && text.includes(mark(number)));
    const answer = outbox.find(
      (one) => turn !== undefined && one.turn === turn.id && one.text.includes(mark(number)),
    );
    if (answer === undefined) continue;
    const times = shown.filter((entry) => entry.text?.includes(mark(number)) && isReply(entry.text)).length;
    if (times === 0) problems.push(`the answer to “${text}” reached nobody`);
    doubles += Math.max(0, times - 1);
  }
  const excused =
    unknowable +
    (counts.get("telegram sendMessage: lose-answer") ?? 0) +
    (counts.get("agent restarted") ?? 0);
  if (doubles > excused) problems.push(`${doubles} answers came twice, and only ${excused} had a reason to`);
  return problems;
}

// The question before a grave step names the command, and with it no mark of ours.
function isReply(text: string): boolean {
  return !/^⏳|^⚙️/u.test(text);
}

async function violations(fake: "telegram" | "model"): Promise<string[]> {
  const found = z.array(Violation).parse(await control(fakeDoor(fake), "violations"));
  return found
    .map(({ description, message }) => description ?? message ?? "unknown")
    .filter((text) => !/message is not modified/.test(text))
    .map((text) => `${fake} would have refused: ${text}`);
}
