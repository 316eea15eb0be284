import type { IncomingMessage, ServerResponse } from "node:http";
import { readBytes } from "../control/bytes.ts";
import { Faults } from "../control/faults.ts";
import { optionalNumber, readFault } from "../control/input.ts";
import { type Doors, serve } from "../control/server.ts";

/** A key that the fake takes. */
export const SPEECH_KEY = "not-a-real-speech-key";

// https://platform.openai.com/docs/api-reference/audio/createTranscription
const FORMATS = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;
const LARGEST_FILE = 25 * 1024 * 1024;

/** What the caller did that the real service refuses. */
export interface SpeechViolation {
  readonly status: number;
  readonly message: string;
}

/** A running fake of OpenAI's transcription. What it hears in a file are the words behind its first one ("OggS …"). */
export const startFakeSpeech = async (doors: Doors) => {
  const violations: SpeechViolation[] = [];
  const faults = new Faults();
  const { port, close } = await serve(
    doors,
    {
      violations: () => violations,
      "forgive-violations": () => violations.splice(0),
      fail: (input) => faults.plan("transcribe", readFault(input.fault), optionalNumber(input, "times") ?? 1),
    },
    async (request, response) => {
      const fault = faults.take("transcribe");
      if (fault?.kind === "cut") response.socket?.destroy();
      else if (fault?.kind === "refuse") send(response, fault.code, error("injected by the test"));
      else await answer(request, response, (violation) => void violations.push(violation));
    },
  );
  return { port, close, violations };
};

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  note: (violation: SpeechViolation) => void,
): Promise<void> => {
  const refuse = (status: number, message: string): void => {
    note({ status, message });
    send(response, status, error(message));
  };
  if (request.method !== "POST" || request.url !== "/v1/audio/transcriptions")
    return refuse(404, `Invalid URL (${request.method} ${request.url})`);
  if (request.headers.authorization !== `Bearer ${SPEECH_KEY}`)
    return refuse(401, "Incorrect API key provided");
  const bytes = await readBytes(request, LARGEST_FILE + 64 * 1024);
  if (bytes === undefined) return refuse(413, "Maximum content size limit exceeded");
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": request.headers["content-type"] ?? "" },
  })
    .formData()
    .catch(() => undefined);
  const file = form?.get("file");
  if (form === undefined || file === null || file === undefined || typeof file === "string")
    return refuse(400, "file: field required");
  if (!FORMATS.test(file.name)) return refuse(400, `Invalid file format: ${file.name}`);
  if (file.size === 0) return refuse(400, "The audio file is empty");
  if (form.get("model") !== "whisper-1") return refuse(404, `The model ${form.get("model")} does not exist`);
  const heard = (await file.text()).replace(/^\S+\s*/, "");
  send(response, 200, { text: heard });
};

const error = (message: string) => ({ error: { message, type: "invalid_request_error", code: null } });

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};
