import { OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ada, bob, creating, NotedDoor, Stage } from "./testing/stage.ts";

let stage: Stage;
let door: NotedDoor;
beforeEach(async () => {
  stage = await Stage.open();
  door = new NotedDoor();
  stage.conversation.open("test", door);
});
afterEach(() => stage.close());

/** The process dies: what it was doing stays undone, and another one starts on the same store. */
const restart = () => {
  const conversation = stage.start();
  conversation.open("test", door);
  conversation.recover();
};
const say = (text: string) => stage.conversation.say({ ...ada, text });
const texts = () => expect.poll(() => door.texts);

describe("a message", () => {
  it("becomes a turn: it is announced, thought about, and answered", async () => {
    const turn = say("hello");
    await texts().toEqual(["You said: hello"]);
    expect(door.events).toEqual([{ type: "turn", turn: turn?.id, owner: ada.owner, text: "hello" }]);
    expect(door.said).toMatchObject([{ kind: "reply", turn: turn?.id, ok: true }]);
  });

  it("is remembered, with its answer, in the turns that follow", async () => {
    say("one");
    say("two");
    await texts().toHaveLength(2);
    expect(stage.requests[1]?.history).toEqual([
      { role: "user", text: "one" },
      { role: "assistant", text: "You said: one", calls: [] },
    ]);
  });

  it("is not remembered for another person in the same chat", async () => {
    say("my secret");
    await texts().toHaveLength(1);
    stage.conversation.say({ chat: ada.chat, owner: OwnerId.parse("test:bob"), text: "hi" });
    await texts().toHaveLength(2);
    expect(stage.requests[1]?.history).toEqual([]);
  });

  it("that breaks the brain is answered with an apology, and the next one works", async () => {
    stage.script = () => Promise.reject(new Error("a defect"));
    say("boom");
    await texts().toMatchObject([expect.stringContaining("a defect")]);
    expect(door.said[0]?.ok).toBe(false);
    stage.script = async () => ({ reply: "fine" });
    say("again");
    await texts().toContain("fine");
  });

  it("is refused when twenty are waiting", async () => {
    const gate = Promise.withResolvers<void>();
    stage.script = () => gate.promise.then(() => ({ reply: "done" }));
    const taken = Array.from({ length: 30 }, (_, n) => say(String(n))).filter((turn) => turn !== undefined);
    expect(taken).toHaveLength(20);
    gate.resolve();
    await texts().toHaveLength(20);
  });
});

describe("a reply that cannot be delivered", () => {
  it("waits until somebody listens, and is said once", async () => {
    door.answer = () => "later";
    say("hello");
    await expect.poll(() => stage.store.outbox.size()).toBe(1);
    door.answer = () => "said";
    await stage.conversation.listening(ada.chat);
    await stage.conversation.listening(ada.chat);
    expect(door.texts).toEqual(["You said: hello"]);
  });

  it("is said after a restart", async () => {
    door.answer = () => "later";
    say("hello");
    await expect.poll(() => stage.store.outbox.size()).toBe(1);
    door.answer = () => "said";
    restart();
    await texts().toEqual(["You said: hello"]);
    expect(stage.requests).toHaveLength(1);
  });

  it("is tried again when its door throws", async () => {
    let trouble = 1;
    door.answer = () => {
      if (trouble-- > 0) throw new Error("no network");
      return "said";
    };
    say("hello");
    await expect.poll(() => door.texts, { timeout: 10_000 }).toEqual(["You said: hello"]);
  });
});

it("what is too long to be said goes along as a file", async () => {
  const files = [{ name: "output.txt", text: "all of it" }];
  stage.script = async () => ({ reply: "some of it", files });
  say("show me");
  await expect.poll(() => door.said).toMatchObject([{ text: "some of it", files }]);
});

describe("a stop", () => {
  it("ends the turn, drops those behind it, and the chat is usable at once", async () => {
    stage.script = ({ signal }) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => resolve({ ok: false, reply: "aborted" })),
      );
    say("one");
    say("two");
    await expect.poll(() => stage.requests.length).toBe(1);
    expect(stage.conversation.stop(ada.chat)).toEqual({ running: 1, waiting: 1 });
    await texts().toEqual(expect.arrayContaining(["⏹ Stopped.", "⏹ Set aside before I began."]));
    expect(door.said.every(({ ok }) => !ok)).toBe(true);
    stage.script = async () => ({ reply: "here" });
    say("three");
    await texts().toContain("here");
  });

  it("in a group is for who asked, or an owner: what others asked for goes on", async () => {
    const group = { chat: "test:group", group: true };
    stage.script = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve({ reply: "aborted" })));
    stage.conversation.say({ ...group, owner: ada.owner, text: "ada's" });
    stage.conversation.say({ ...group, owner: bob.owner, text: "bob's" });
    await expect.poll(() => stage.requests.length).toBe(1);
    expect(stage.conversation.stop(group.chat, bob.owner)).toEqual({ running: 0, waiting: 1 });
    expect(stage.conversation.work(group.chat)).toEqual({ running: 1, waiting: 0 });
    stage.conversation.say({ ...group, owner: bob.owner, text: "/stop" });
    await texts().toContainEqual(expect.stringMatching(/^Only the one who asked for this, or an owner/));
    stage.conversation.say({ ...group, owner: bob.owner, text: "bob's again" });
    expect(stage.conversation.stop(group.chat, ada.owner)).toEqual({ running: 1, waiting: 1 });
    await texts().toContain("⏹ Stopped.");
    expect(stage.requests.map(({ text }) => text)).toEqual(["ada's"]);
  });

  it("works on a brain that does not hear it", async () => {
    stage.script = () => new Promise(() => {});
    say("one");
    await expect.poll(() => stage.requests.length).toBe(1);
    stage.conversation.stop(ada.chat);
    await expect.poll(() => door.texts, { timeout: 5_000 }).toEqual(["⏹ Stopped."]);
  });

  it("leaves an operation under way to itself, with a button that cancels it too", async () => {
    stage.fake.operations.hold("dev");
    stage.script = creating("dev");
    const turn = say("create dev");
    await expect.poll(() => door.events.some(({ type }) => type === "operation")).toBe(true);
    stage.conversation.stop(ada.chat);
    await texts().toEqual([expect.stringMatching(/Stopped[\s\S]*\*\*dev\*\* is under way/)]);
    expect(door.said[0]?.buttons).toEqual([[{ id: `cancel:${turn?.id}`, label: "Cancel that too" }]]);
    expect(stage.fake.containers.list(ada.owner)).toHaveLength(1);
    stage.conversation.press({ ...ada, button: `cancel:${turn?.id}` });
    await texts().toHaveLength(3);
    expect(door.texts).toContainEqual(expect.stringContaining("Cancelling the create of **dev**"));
    expect(door.said.find(({ kind }) => kind === "notice")).toMatchObject({ ok: false });
    expect(stage.fake.containers.list(ada.owner)).toEqual([]);
  });

  it("lets an operation go on that is not cancelled, and tells its end", async () => {
    stage.fake.operations.hold("dev");
    stage.script = creating("dev");
    say("create dev");
    await expect.poll(() => door.events.some(({ type }) => type === "operation")).toBe(true);
    stage.conversation.stop(ada.chat);
    await texts().toHaveLength(1);
    stage.fake.operations.release("dev");
    await texts().toEqual([expect.stringContaining("Stopped"), expect.stringContaining("10.88.0.2")]);
  });
});

describe("a stop", () => {
  it("that comes after an operation was done does not hide its outcome", async () => {
    const make = creating("dev");
    stage.script = async (request, executor) => {
      const outcome = await make(request, executor);
      if (request.signal.aborted) return outcome;
      await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
      return { ok: false, reply: "Stopped." };
    };
    say("create dev and then think for ever");
    await expect
      .poll(() => door.events.some((seen) => seen.type === "operation" && seen.event.done))
      .toBe(true);
    stage.conversation.stop(ada.chat);
    await texts().toEqual(["⏹ Stopped.", expect.stringContaining("10.88.0.2")]);
  });
});

describe("a process that dies", () => {
  it("while a turn waits: the turn is run by the next one", async () => {
    stage.store.turns.add({ ...ada, text: "hello" });
    restart();
    await texts().toEqual(["You said: hello"]);
  });

  it("while the brain thinks: the turn is run again, as nothing was changed", async () => {
    stage.script = () => new Promise(() => {});
    say("hello");
    await expect.poll(() => stage.requests.length).toBe(1);
    stage.script = async () => ({ reply: "after all" });
    restart();
    await texts().toEqual(["after all"]);
  });

  it("again and again on one turn: the person is told instead", async () => {
    const turn = stage.store.turns.add({ ...ada, text: "poison" });
    for (let attempt = 0; attempt < 3; attempt++) stage.store.turns.begin(turn.number);
    restart();
    await texts().toMatchObject([expect.stringContaining("interrupted several times")]);
    expect(stage.requests).toEqual([]);
  });

  it("after a command was run: it is not run twice, and the person is told", async () => {
    stage.script = ({ onEvent, turn }) => {
      onEvent({ type: "tool-call", turn, call: "c1", tool: "run_command", arguments: {} });
      return new Promise(() => {});
    };
    say("run rm in dev");
    await expect.poll(() => stage.requests.length).toBe(1);
    restart();
    await texts().toMatchObject([expect.stringContaining("not run it a second time")]);
    expect(stage.requests).toHaveLength(1);
  });

  it("in the middle of an operation: it is not begun twice, and the outcome is told", async () => {
    stage.fake.operations.hold("dev");
    stage.script = creating("dev");
    say("create dev");
    await expect.poll(() => door.events.some(({ type }) => type === "operation")).toBe(true);
    stage.script = () => expect.unreachable();
    restart();
    stage.fake.operations.release("dev");
    await expect
      .poll(() => door.said.find(({ kind }) => kind === "notice"))
      .toMatchObject({
        ok: true,
        text: expect.stringMatching(/dev[\s\S]*10\.88\.0\.2[\s\S]*restarted/),
      });
    expect(stage.fake.calls.filter((rpc) => rpc === "Containers.Create")).toHaveLength(1);
    expect(stage.store.operations.untold()).toEqual([]);
  });

  it("between asking for an operation and hearing of it: it is found by its request id", async () => {
    const turn = stage.store.turns.add({ ...ada, text: "create dev" });
    stage.store.turns.begin(turn.number);
    const request = `${turn.id}.1`;
    stage.store.operations.begin(turn, { request, kind: "CREATE", container: "dev" });
    stage.fake.containers.create(ada.owner, request, {
      name: "dev",
      modules: [],
      packages: [],
      limits: null,
    });
    restart();
    await texts().toMatchObject([expect.stringContaining("10.88.0.2")]);
  });

  it("before the executor heard of it: the person is told that nothing was changed", async () => {
    const turn = stage.store.turns.add({ ...ada, text: "create dev" });
    stage.store.turns.begin(turn.number);
    const request = `${turn.id}.1`;
    stage.store.operations.begin(turn, { request, kind: "CREATE", container: "dev" });
    restart();
    await texts().toMatchObject([expect.stringContaining("nothing was changed")]);
    expect(door.said[0]?.ok).toBe(false);
  });

  it("and an executor that is away: the outcome is told when it is back", async () => {
    stage.fake.operations.hold("dev");
    stage.script = creating("dev");
    say("create dev");
    await expect.poll(() => stage.store.operations.untold()[0]?.operation).toBeTruthy();
    stage.fake.hangUp();
    restart();
    stage.fake.operations.release("dev");
    await stage.fake.listen();
    await expect
      .poll(() => door.said.find(({ kind }) => kind === "notice")?.text, { timeout: 15_000 })
      .toContain("10.88.0.2");
  });

  it("tells an outcome once, however often it starts", async () => {
    stage.script = creating("dev");
    say("create dev");
    await texts().toHaveLength(1);
    restart();
    restart();
    say("and now?");
    await expect.poll(() => stage.requests.length).toBe(2);
    expect(door.said.filter(({ kind }) => kind === "notice")).toEqual([]);
  });
});

describe("closing", () => {
  it("waits for the turn in flight and says its reply", async () => {
    const gate = Promise.withResolvers<void>();
    stage.script = () => gate.promise.then(() => ({ reply: "in time" }));
    say("hello");
    await expect.poll(() => stage.requests.length).toBe(1);
    const closed = stage.conversation.close(60_000);
    gate.resolve();
    await closed;
    expect(door.texts).toEqual(["in time"]);
  });

  it("leaves a turn that takes too long to the next start", async () => {
    stage.script = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve({ ok: false, reply: "cut" })));
    say("hello");
    await expect.poll(() => stage.requests.length).toBe(1);
    await stage.conversation.close(0);
    expect(door.texts).toEqual([]);
    stage.script = async () => ({ reply: "now" });
    restart();
    await texts().toEqual(["now"]);
  });
});
