import { OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";

let nowMs: number;
let store: Store;
beforeEach(() => {
  nowMs = 1_000;
  store = openStore(":memory:", () => nowMs);
});
afterEach(() => store.close());

const ada = { chat: "telegram:1", owner: OwnerId.parse("telegram:1") };
const asked = [
  {
    call: { id: "c", tool: "destroy_container", arguments: { name: "dev" } },
    guard: { question: "?", yes: "y", no: "n" },
  },
];

/** A turn with all that can hang on one. */
function talk(text: string) {
  const turn = store.turns.add({ ...ada, text });
  store.messages.add(turn, [{ role: "user", text }]);
  store.usage.add(turn, { model: "m", inputTokens: 1, outputTokens: 1 });
  store.audit.add({ ...ada, turn: turn.id, event: "called", subject: text });
  const approval = store.approvals.add(turn, asked, nowMs + 10);
  store.approvals.decide(approval.id, "refused");
  store.operations.begin(turn, { request: `${turn.id}.1`, kind: "STOP", container: "dev" });
  store.operations.told(`${turn.id}.1`);
  const said = store.outbox.add({ ...ada, kind: "reply", ok: true, text });
  store.outbox.sent(said);
  store.updates.add("telegram", { id: nowMs, body: {} });
  store.updates.handled("telegram", nowMs);
  store.turns.end(turn.number, "done");
  return { turn, said };
}

const since = (ms: number) => ({ conversationsSinceMs: ms, auditSinceMs: ms, mailSinceMs: ms });
const messages = () => store.messages.of(ada.owner).map(({ message }) => message);

it("drops what is older than it is to be kept, with everything that hangs on it, and nothing else", () => {
  const old = talk("old");
  nowMs = 5_000;
  const young = talk("young");
  expect(store.dropOld(since(4_000))).toBe(false);
  expect(messages()).toEqual([{ role: "user", text: "young" }]);
  expect(() => store.turns.get(old.turn.number)).toThrow();
  expect(store.turns.get(young.turn.number).text).toBe("young");
  expect(store.audit.newest(9).map(({ subject }) => subject)).toEqual(["young"]);
  expect(store.approvals.of(ada.owner)).toHaveLength(1);
  expect(store.usage.since(0)).toMatchObject([{ turns: 1 }]);
  expect([old, young].map(({ said }) => store.outbox.get(said)?.text)).toEqual([undefined, "young"]);
  // Forgotten, it would be taken for a new one; by then nobody delivers it any more.
  expect(store.updates.add("telegram", { id: 1_000, body: {} })).toBe(true);
  expect(store.updates.add("telegram", { id: 5_000, body: {} })).toBe(false);
});

it("keeps what is not over, however old", () => {
  const waiting = store.turns.add({ ...ada, text: "waiting" });
  const begun = store.turns.add({ ...ada, text: "begun" });
  store.operations.begin(begun, { request: "r", kind: "CREATE", container: "dev" });
  const question = store.turns.add({ ...ada, text: "question" });
  store.approvals.add(question, asked, 9_000);
  for (const turn of [begun, question]) store.turns.end(turn.number, "done");
  const unsaid = store.outbox.add({ ...ada, kind: "notice", ok: true, text: "unsaid" });
  store.updates.add("telegram", { id: 1, body: {} });
  store.dropOld(since(8_000));
  expect([waiting, begun, question].map(({ number }) => store.turns.get(number).text)).toEqual([
    "waiting",
    "begun",
    "question",
  ]);
  expect(store.outbox.get(unsaid)?.text).toBe("unsaid");
  expect(store.updates.open("telegram")).toHaveLength(1);
});

it("shortens the audit at its old end only", () => {
  talk("old");
  nowMs = 5_000;
  talk("young");
  store.dropOld({ ...since(0), auditSinceMs: 4_000 });
  expect(store.audit.newest(9).map(({ subject }) => subject)).toEqual(["young"]);
  expect(messages()).toHaveLength(2);
});

it("takes a lot in portions", () => {
  store.atomically(() => {
    for (let n = 0; n < 1_200; n++) store.turns.end(store.turns.add({ ...ada, text: "x" }).number, "done");
  });
  const portions = [];
  do portions.push(store.turns.owners().length);
  while (store.dropOld(since(2_000)));
  expect(portions).toEqual([1, 1, 1]);
  expect(store.turns.owners()).toEqual([]);
});
