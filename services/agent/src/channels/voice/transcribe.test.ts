import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTranscribe, TranscriptionFailed } from "./transcribe.ts";

let server: Server;
let url: string;
let got: { path: string | undefined; authorization: string | undefined; form: FormData } | undefined;
let answer: { status: number; body: string };

beforeEach(async () => {
  got = undefined;
  answer = { status: 200, body: JSON.stringify({ text: " create a dev box \n" }) };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const type = request.headers["content-type"] ?? "";
    const form = await new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData();
    got = { path: request.url, authorization: request.headers.authorization, form };
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1/`;
});
afterEach(() => server.close());

const speech = { bytes: new TextEncoder().encode("OggS"), name: "voice.ogg", type: "audio/ogg" };
const never = new AbortController().signal;

describe("speech", () => {
  it("becomes text by OpenAI's audio API", async () => {
    const transcribe = createTranscribe({ url, key: "sk-test", model: "whisper-1" });
    expect(await transcribe(speech, never)).toBe("create a dev box");
    expect(got).toMatchObject({ path: "/v1/audio/transcriptions", authorization: "Bearer sk-test" });
    expect(got?.form.get("model")).toBe("whisper-1");
    const file = got?.form.get("file");
    expect(file).toMatchObject({ name: "voice.ogg", type: "audio/ogg", size: 4 });
  });

  it("is sent without a key where there is none", async () => {
    await createTranscribe({ url, key: undefined, model: "x" })(speech, never);
    expect(got?.authorization).toBeUndefined();
  });

  it.each([
    ["refuses", 401, "{}", /status 401/],
    ["fails", 500, "oops", /status 500/],
    ["answers nonsense", 200, "<html>", /no text/],
  ])("stays unheard, with a reason, where the service %s", async (_what, status, body, reason) => {
    answer = { status, body };
    const transcribe = createTranscribe({ url, key: "sk-test", model: "x" });
    await expect(transcribe(speech, never)).rejects.toThrow(TranscriptionFailed);
    await expect(transcribe(speech, never)).rejects.toThrow(reason);
  });

  it("stays unheard where there is no service, and nothing of the key is said", async () => {
    const transcribe = createTranscribe({ url: "http://127.0.0.1:9/v1", key: "sk-test", model: "x" });
    await expect(transcribe(speech, never)).rejects.toThrow(/^not reachable$/);
  });
});
