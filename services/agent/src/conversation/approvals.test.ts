import { OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { approvalMs } from "./approvals.ts";
import { ada, bob, NotedDoor, type Script, Stage } from "./testing/stage.ts";

let stage: Stage;
let door: NotedDoor;
beforeEach(async () => {
  stage = await Stage.open();
  door = new NotedDoor();
  stage.conversation.open("test", door);
});
afterEach(() => stage.close());

const say = (text: string, who = ada) => stage.conversation.say({ ...who, text });
const press = (button: string | undefined, who = ada) =>
  stage.conversation.press({ ...who, button: button ?? "none" });
const texts = () => expect.poll(() => door.texts);
const restart = () => {
  stage.start().open("test", door);
  stage.conversation.recover();
};

/** A brain that wants to destroy what it is told to, and asks first. */
const asking: Script = async ({ text, ask }) => {
  const name = text.split(" ").at(-1) ?? "";
  if (!text.startsWith("destroy")) return { reply: `You said: ${text}` };
  const call = { id: `call-${name}`, tool: "destroy_container", arguments: { name } };
  ask({ call, guard: { question: `Destroy **${name}**?`, yes: `Destroy ${name}`, no: "Keep it" } });
  return { reply: `Destroy **${name}**?` };
};

/** Has the brain ask, and gives the ids of the buttons under its question. */
async function asked(text = "destroy dev", who = ada): Promise<{ yes: string; no: string }> {
  stage.script = asking;
  const before = door.said.length;
  say(text, who);
  await expect.poll(() => door.said.length).toBe(before + 1);
  const [row = []] = door.said.at(-1)?.buttons ?? [];
  return { yes: row[0]?.id ?? "", no: row[1]?.id ?? "" };
}

describe("a call that needs a yes", () => {
  it("is not run; its question carries the two buttons", async () => {
    await asked();
    expect(door.said[0]).toMatchObject({
      text: "Destroy **dev**?",
      buttons: [[{ label: "Destroy dev" }, { label: "Keep it" }]],
    });
    expect(stage.performed).toEqual([]);
  });

  it("is run exactly as it was stored, once the button was pressed", async () => {
    const { yes } = await asked();
    expect(press(yes)).toMatchObject({ toast: "Yes." });
    await texts().toEqual(["Destroy **dev**?", "Done: destroy_container"]);
    expect(stage.performed).toEqual([
      { id: "call-dev", tool: "destroy_container", arguments: { name: "dev" } },
    ]);
  });

  it("is run once, however often the button is pressed", async () => {
    const { yes } = await asked();
    press(yes);
    expect(press(yes)).toEqual({ toast: "You have said yes to this already." });
    await texts().toHaveLength(2);
    expect(press(yes)).toEqual({ toast: "You have said yes to this already." });
    expect(stage.performed).toHaveLength(1);
  });

  it("is dropped by a no, which the conversation remembers", async () => {
    const { yes, no } = await asked();
    press(no);
    await texts().toEqual(["Destroy **dev**?", "Left as it is."]);
    expect(press(yes).toast).toBe("You have said no to this already.");
    say("and now?");
    await texts().toHaveLength(3);
    expect(stage.performed).toEqual([]);
    expect(stage.requests.at(-1)?.history.slice(-2)).toEqual([
      { role: "user", text: "No: Keep it" },
      { role: "assistant", text: "Left as it is.", calls: [] },
    ]);
  });

  it("shows its decision in place of its buttons", async () => {
    const { yes } = await asked();
    press(yes);
    await expect.poll(() => door.settled).toEqual(["Destroy **dev**?\n\n✅ Yes: Destroy dev"]);
  });

  it("cannot be said yes to by anybody else in the chat", async () => {
    const group = { chat: "test:group", owner: ada.owner };
    const { yes } = await asked("destroy dev", group);
    expect(press(yes, { chat: "test:group", owner: bob.owner }).toast).toMatch(/Only the one who asked/);
    expect(press(yes, { chat: "test:other", owner: ada.owner }).toast).toMatch(/Only the one who asked/);
    expect(stage.performed).toEqual([]);
    expect(stage.store.audit.newest(9).map(({ event, owner }) => [event, owner])).toContainEqual([
      "turned-away",
      bob.owner,
    ]);
    press(yes, group);
    await expect.poll(() => stage.performed.length).toBe(1);
  });

  it("survives a restart", async () => {
    const { yes } = await asked();
    restart();
    press(yes);
    await texts().toContain("Done: destroy_container");
  });

  it("that was said yes to is run by the next process, if a crash came before it began", async () => {
    const { yes } = await asked();
    stage.performScript = () => new Promise(() => {});
    press(yes);
    await expect.poll(() => stage.performed.length).toBe(1);
    stage.performScript = async () => ({ reply: "after all" });
    restart();
    await texts().toContain("after all");
  });

  it("is not run a second time, if the crash came after it had begun", async () => {
    const { yes } = await asked();
    stage.performScript = ([call], { onEvent, turn }) => {
      onEvent({ type: "tool-call", turn, call: "c", tool: call?.tool ?? "", arguments: {} });
      return new Promise(() => {});
    };
    press(yes);
    await expect.poll(() => stage.performed.length).toBe(1);
    restart();
    await texts().toContainEqual(expect.stringContaining("not run it a second time"));
    expect(stage.performed).toHaveLength(1);
  });

  it("cannot be said yes to once its time is over", async () => {
    const { yes } = await asked();
    stage.nowMs += approvalMs;
    expect(press(yes)).toEqual({ toast: "That was too long ago: nothing was done. Please ask again." });
    await expect.poll(() => door.settled).toEqual([expect.stringContaining("Nobody answered in time")]);
    expect(stage.performed).toEqual([]);
  });

  it.each(["a press", "a word"])(
    "is not decided by %s in the moment in which its time is over",
    async (by) => {
      const { yes } = await asked();
      const { approvals } = stage.store;
      const decide = approvals.decide.bind(approvals);
      vi.spyOn(approvals, "decide").mockImplementationOnce((id, decision) => {
        stage.nowMs += approvalMs;
        return decide(id, decision);
      });
      const late = "That was too long ago: nothing was done. Please ask again.";
      if (by === "a press") expect(press(yes)).toEqual({ toast: late });
      else {
        say("yes");
        await texts().toContain(late);
      }
      await expect.poll(() => door.settled).toEqual([expect.stringContaining("Nobody answered in time")]);
      expect(stage.performed).toEqual([]);
    },
  );

  it("that ran out while nobody was there is settled at the next start", async () => {
    await asked();
    stage.nowMs += approvalMs;
    restart();
    await expect.poll(() => door.settled).toEqual([expect.stringContaining("Nothing was done")]);
  });

  it("goes before what waits in the queue", async () => {
    const { yes } = await asked();
    const gate = Promise.withResolvers<void>();
    stage.script = ({ text }) => gate.promise.then(() => ({ reply: `You said: ${text}` }));
    for (const text of ["one", "two"]) say(text);
    await expect.poll(() => stage.requests.length).toBe(2);
    press(yes);
    gate.resolve();
    await texts().toEqual(["Destroy **dev**?", "You said: one", "Done: destroy_container", "You said: two"]);
  });

  it("is not run when a stop comes first", async () => {
    const { yes } = await asked();
    stage.script = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve({ reply: "cut" })));
    say("think");
    await expect.poll(() => stage.requests.length).toBe(2);
    press(yes);
    say("/stop");
    await texts().toContain("⏹ Set aside before I began.");
    expect(stage.performed).toEqual([]);
    expect(press(yes).toast).toMatch(/already/);
  });

  it("is asked once more in place of the first time, when it is asked for again", async () => {
    const first = await asked();
    const second = await asked();
    expect(press(first.yes).toast).toMatch(/asked this again/);
    press(second.yes);
    await expect.poll(() => stage.performed.length).toBe(1);
  });
});

describe("several calls of one turn", () => {
  it("are one question, and one press", async () => {
    stage.script = async ({ ask }) => {
      for (const name of ["dev", "web"]) {
        const call = { id: `call-${name}`, tool: "destroy_container", arguments: { name } };
        ask({ call, guard: { question: `Destroy **${name}**?`, yes: "Yes", no: "No" } });
      }
      return { reply: "Destroy **dev**?\n\nDestroy **web**?" };
    };
    say("destroy both");
    await texts().toHaveLength(1);
    const [[yes, no] = []] = door.said[0]?.buttons ?? [];
    expect([yes?.label, no?.label]).toEqual(["Yes, all 2", "No"]);
    press(yes?.id);
    await expect.poll(() => stage.performed.map(({ id }) => id)).toEqual(["call-dev", "call-web"]);
  });
});

describe("a plain yes", () => {
  it.each(["yes", "Yes!", "ok", "ja, gerne", "mach es", "да", "👍"])(
    "%j runs what was asked",
    async (word) => {
      await asked();
      say(word);
      await expect.poll(() => stage.performed.length).toBe(1);
      expect(stage.requests).toHaveLength(1);
    },
  );

  it.each(["no", "nein danke", "Cancel."])("%j does not", async (word) => {
    await asked();
    say(word);
    await texts().toEqual(["Destroy **dev**?", "Left as it is."]);
    expect(stage.performed).toEqual([]);
  });

  it.each(["yes, but keep the files", "yesterday it worked", "is that ok?"])(
    "is not heard in %j, which is for the model",
    async (words) => {
      await asked();
      say(words);
      await texts().toEqual(["Destroy **dev**?", `You said: ${words}`]);
      expect(stage.performed).toEqual([]);
    },
  );

  it("does not answer a question that the person has talked past", async () => {
    const { yes } = await asked();
    say("what is running?");
    await texts().toHaveLength(2);
    say("yes");
    await texts().toEqual(["Destroy **dev**?", "You said: what is running?", "You said: yes"]);
    expect(stage.performed).toEqual([]);
    press(yes);
    await expect.poll(() => stage.performed.length).toBe(1);
  });

  it("of somebody else in the chat is not theirs to say", async () => {
    await asked("destroy dev", { chat: "test:group", owner: ada.owner });
    say("yes", { chat: "test:group", owner: bob.owner });
    await texts().toContain("You said: yes");
    expect(stage.performed).toEqual([]);
  });

  it("without a question is an ordinary message", async () => {
    say("yes");
    await texts().toEqual(["You said: yes"]);
  });
});

describe("the audit", () => {
  it("tells who asked, who approved and what came of it", async () => {
    const { yes } = await asked();
    stage.performScript = async ([call], { onEvent, turn }) => {
      const common = { turn, call: call?.id ?? "", tool: call?.tool ?? "" };
      onEvent({ type: "tool-call", ...common, arguments: call?.arguments ?? {} });
      onEvent({ type: "tool-answer", ...common, ok: true, text: "**dev** is gone." });
      return { reply: "**dev** is gone." };
    };
    press(yes);
    await texts().toHaveLength(2);
    const entries = stage.store.audit.newest(9);
    expect(entries.map(({ owner, event, subject }) => [owner, event, subject])).toEqual([
      [ada.owner, "asked", expect.any(String)],
      [ada.owner, "approved", entries[0]?.subject],
      [ada.owner, "called", "destroy_container"],
      [ada.owner, "answered", "destroy_container"],
    ]);
    expect(entries[2]?.detail).toMatchObject({ container: "dev", approval: entries[0]?.subject });
    expect(entries[3]?.detail).toMatchObject({ ok: true, answer: "**dev** is gone." });
  });

  it("tells how a command ended, and not what it printed", async () => {
    stage.script = async ({ onEvent, turn }) => {
      const common = { turn, call: "c", tool: "run_command" };
      onEvent({ type: "tool-call", ...common, arguments: { name: "dev", command: "cat diary" } });
      onEvent({
        type: "tool-answer",
        ...common,
        ok: true,
        text: "`cat diary` succeeded.\n```\nDear me\n```",
      });
      return { reply: "Read." };
    };
    say("read it");
    await texts().toEqual(["Read."]);
    const entries = stage.store.audit.newest(9);
    expect(entries.at(-1)?.detail).toMatchObject({ answer: "`cat diary` succeeded." });
    expect(JSON.stringify(entries)).not.toContain("Dear me");
  });

  it("cannot be changed or shortened", async () => {
    await asked();
    expect(() => stage.store.forget(OwnerId.parse("test:nobody"), 0)).not.toThrow();
    expect(stage.store.audit.newest(9)).toHaveLength(1);
  });
});
