import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { control } from "../../fakes/control/client.ts";
import { SPEECH_KEY } from "../../fakes/speech/server.ts";
import { people, useOfflineModel, useOfflineModelWith } from "../harness/agent.ts";
import { openDoors } from "../harness/executor.ts";
import { fakeAddress, fakeDoor } from "../harness/fakes.ts";
import { expectNoViolations, failTelegram, person } from "../harness/telegram.ts";

const { admin } = openDoors();
const cleo = person(people.cleo);
const speech = (action: string, input: object = {}) => control(fakeDoor("speech"), action, input);
/** A voice message in which somebody says this. */
const spoken = (words: string) => ({ base64: Buffer.from(`OggS ${words}`).toString("base64"), seconds: 3 });

beforeAll(() =>
  useOfflineModelWith({
    VOXNIX_TRANSCRIBE_URL: `${fakeAddress("speech")}/v1`,
    VOXNIX_TRANSCRIBE_KEY: SPEECH_KEY,
  }),
);
afterEach(async () => {
  await expectNoViolations();
  expect(await speech("forgive-violations")).toEqual([]);
});
afterAll(useOfflineModel);

describe("a voice message", () => {
  it("is heard, shown as it was understood, and done", async () => {
    await cleo.say("", { voice: spoken("what modules are there?") });
    await cleo.sees(/^🎤 what modules are there\?$/);
    await cleo.sees(/fish/);
  });

  it("keeps its place before what is written after it", async () => {
    await cleo.say("", { voice: spoken("create a container named spoken") });
    await cleo.say("what is running?");
    const { text } = await cleo.sees(/spoken.*running/i);
    expect(text).toContain((await admin.containers.Get({ owner: cleo.owner, name: "spoken" })).address);
    await cleo.say("", { voice: spoken("destroy spoken") });
    await cleo.presses("Destroy spoken");
    await cleo.sees(/spoken is gone/i);
  });

  it.each([
    ["that nobody can make out", { voice: spoken("") }, /could not make out/],
    ["that is too big", { voice: { ...spoken("x"), claimedSize: 30 * 1024 * 1024 } }, /too long/],
  ])("%s is answered with what to do", async (_what, voice, answer) => {
    await cleo.say("", voice);
    await cleo.sees(answer);
  });

  it("is answered when the service, or the download, does not work, and heard when it does again", async () => {
    await speech("fail", { fault: { kind: "refuse", code: 500 } });
    await cleo.say("", { voice: spoken("what modules are there?") });
    await cleo.sees(/does not work at the moment/);
    await failTelegram("download", { kind: "cut" });
    await cleo.say("", { voice: spoken("what modules are there?") });
    await cleo.sees(/does not work at the moment/);
    await cleo.say("", { voice: spoken("what modules are there?") });
    await cleo.sees(/fish/);
  });

  it("is politely refused where nobody has set up a transcription", async () => {
    await useOfflineModel();
    await cleo.say("", { voice: spoken("destroy everything") });
    await cleo.sees(/cannot listen to voice messages/);
    await cleo.say("", { sticker: true });
    await cleo.sees(/written and spoken words/);
  });
});
