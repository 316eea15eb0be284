import { VoxnixError } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ada, bob, creating, NotedDoor, Stage } from "../testing/stage.ts";

let stage: Stage;
let door: NotedDoor;
beforeEach(async () => {
  stage = await Stage.open();
  stage.rules = { ...stage.rules, hostCheckMs: 20 };
  begin();
});
afterEach(() => stage.close());

function begin(): void {
  door = new NotedDoor();
  stage.start().open("test", door);
  stage.conversation.recover();
}
const notices = () => door.said.filter(({ kind }) => kind === "notice");
const say = (text: string, who = ada) => stage.conversation.say({ ...who, text });
const made = async (name: string, who = ada) => {
  stage.script = creating(name);
  const before = door.said.length;
  say(`create ${name}`, who);
  await expect.poll(() => door.texts.slice(before)).toEqual([expect.stringContaining("10.88.0.")]);
  await expect.poll(() => stage.fake.calls).toContain("Containers.Watch");
};

describe("a container that dies", () => {
  it("is told to its owner once, with a button to its logs", async () => {
    await made("dev");
    stage.fake.containers.die(ada.owner, "dev");
    await expect.poll(notices).toMatchObject([
      {
        chat: ada.chat,
        ok: false,
        text: expect.stringMatching(/\*\*dev\*\* ended, and nobody asked for it/),
        buttons: [[{ id: "logs:dev" }, { id: "start:dev" }]],
      },
    ]);
    begin();
    await expect
      .poll(() => stage.fake.calls.filter((rpc) => rpc === "Containers.Watch").length)
      .toBeGreaterThan(1);
    say("/list");
    await expect.poll(() => door.said).toHaveLength(1);
    expect(notices()).toEqual([]);
  });

  it("shows its logs at the press of the button", async () => {
    await made("dev");
    stage.fake.journal = [
      { timeMs: 1, unit: "web.service", text: "out of memory", priority: 3, identifier: "web" },
    ];
    stage.fake.containers.die(ada.owner, "dev");
    await expect.poll(notices).toHaveLength(1);
    expect(stage.conversation.press({ ...ada, button: "logs:dev" }).toast).toBe("Looking at the logs.");
    await expect.poll(() => door.texts.at(-1)).toContain("web.service: out of memory");
  });

  it("that nobody can watch over, because the host watches over enough, is said in the log, once", async () => {
    const why = "64 callers watch already, as many as this host allows.";
    const watch = vi
      .spyOn(stage.executor, "watchContainers")
      .mockRejectedValue(new VoxnixError("QUOTA_EXCEEDED", why));
    const warn = vi.spyOn(stage.log, "warn");
    for (const who of [ada, bob]) {
      stage.script = creating("dev");
      say("create dev", who);
    }
    await expect.poll(() => new Set(watch.mock.calls.map(([owner]) => owner)).size).toBe(2);
    await expect.poll(() => warn.mock.calls).toHaveLength(1);
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ advice: expect.stringContaining(`${why} Some of`) });
  });

  it("is not told to one who may no longer speak", async () => {
    await made("dev", bob);
    say("/people remove test:bob");
    await expect.poll(() => door.texts.at(-1)).toMatch(/^Remove/);
    say("yes");
    await expect.poll(() => door.texts.at(-1)).toContain("may no longer speak");
    stage.fake.containers.die(bob.owner, "dev");
    await expect.poll(() => stage.store.sights.get(bob.owner, "container:dev")).not.toMatch(/^RUNNING/);
    expect(notices()).toEqual([]);
  });

  it("is not told to anybody else", async () => {
    await made("dev");
    await made("dev", bob);
    await expect
      .poll(() => stage.fake.calls.filter((rpc) => rpc === "Containers.Watch").length)
      .toBeGreaterThan(1);
    stage.fake.containers.die(bob.owner, "dev");
    await expect.poll(notices).toHaveLength(1);
    expect(notices()[0]?.chat).toBe(bob.chat);
  });

  it("in quiet hours is told when they are over", async () => {
    await made("dev");
    const hour = new Date(stage.nowMs).getHours();
    say(`/quiet ${hour}-${(hour + 2) % 24}`);
    await expect.poll(() => door.texts.at(-1)).toContain("nothing unasked");
    stage.fake.containers.die(ada.owner, "dev");
    await expect.poll(() => stage.store.outbox.nextHeldMs()).toBeGreaterThan(stage.nowMs);
    say("/list");
    await expect.poll(() => door.texts.at(-1)).toContain("broken");
    expect(notices()).toEqual([]);
    stage.nowMs += 2 * 3_600_000;
    await stage.conversation.listening(ada.chat);
    expect(notices()).toHaveLength(1);
  });

  it("in quiet hours that are taken back is told at once", async () => {
    await made("dev");
    const hour = new Date(stage.nowMs).getHours();
    say(`/quiet ${hour}-${(hour + 2) % 24}`);
    stage.fake.containers.die(ada.owner, "dev");
    await expect.poll(() => stage.store.outbox.nextHeldMs()).toBeGreaterThan(stage.nowMs);
    say("/quiet off");
    await expect.poll(notices).toHaveLength(1);
  });
});

describe("a host that is not well", () => {
  const disk = (ok: boolean) => {
    const check = {
      name: "disk",
      ok,
      detail: ok ? "41 GB free" : "0.2 GB free",
      advice: ok ? "" : "Make room.",
    };
    stage.fake.host = { ...stage.fake.host, checks: [check] };
  };

  it("is told to those who administer, once, and that it is well again", async () => {
    disk(false);
    await expect
      .poll(notices)
      .toMatchObject([{ chat: ada.chat, text: expect.stringMatching(/disk[\s\S]*Make room/) }]);
    const looks = () => stage.fake.calls.filter((rpc) => rpc === "Host.Status").length;
    const before = looks();
    await expect.poll(looks).toBeGreaterThan(before + 2);
    expect(notices()).toHaveLength(1);
    disk(true);
    await expect
      .poll(notices)
      .toMatchObject([{}, { ok: true, text: expect.stringContaining("well again: disk") }]);
  });

  it("whose executor is gone is told once it stays away", async () => {
    stage.fake.hangUp();
    await expect.poll(notices).toMatchObject([{ chat: ada.chat, text: expect.stringContaining("executor") }]);
  });
});
