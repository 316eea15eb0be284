import { afterEach, beforeEach, expect, it } from "vitest";
import { control } from "../control/client.ts";
import { SPEECH_KEY, startFakeSpeech } from "./server.ts";

let fake: Awaited<ReturnType<typeof startFakeSpeech>>;
beforeEach(async () => {
  fake = await startFakeSpeech({ port: 0 });
});
afterEach(() => fake.close());

const transcribe = async (fields: Record<string, string | File>, key = SPEECH_KEY) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await fetch(`http://127.0.0.1:${fake.port}/v1/audio/transcriptions`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, body: await response.json() };
};
const file = (name: string, content = "OggS create a box") => new File([content], name);

it("hears the words in a file", async () => {
  expect(await transcribe({ model: "whisper-1", file: file("voice.ogg") })).toEqual({
    status: 200,
    body: { text: "create a box" },
  });
  expect(fake.violations).toEqual([]);
});

it.each([
  ["no file", { model: "whisper-1" }, 400],
  ["a file of a format that it does not know", { model: "whisper-1", file: file("voice.oga") }, 400],
  ["an empty file", { model: "whisper-1", file: file("voice.ogg", "") }, 400],
  ["an unknown model", { model: "parrot", file: file("voice.ogg") }, 404],
])("refuses %s, and notes it", async (_what, fields, status) => {
  expect(await transcribe(fields)).toMatchObject({ status });
  expect(fake.violations).toMatchObject([{ status }]);
});

it("refuses a wrong key, and fails as told", async () => {
  const fields = { model: "whisper-1", file: file("voice.ogg") };
  expect(await transcribe(fields, "wrong")).toMatchObject({ status: 401 });
  await control({ port: fake.port }, "forgive-violations");
  await control({ port: fake.port }, "fail", { fault: { kind: "refuse", code: 503 } });
  expect(await transcribe(fields)).toMatchObject({ status: 503 });
  expect(await transcribe(fields)).toMatchObject({ status: 200 });
  expect(fake.violations).toEqual([]);
});
