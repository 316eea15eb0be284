import { z } from "zod";

/** Where speech becomes text: an endpoint that speaks OpenAI's audio API. */
export interface TranscriptionConfig {
  /** E.g. "https://api.openai.com/v1"; the call goes to `<url>/audio/transcriptions`. */
  url: string;
  /** Absent: no Authorization header is sent. */
  key: string | undefined;
  /** E.g. "whisper-1". */
  model: string;
}

/** Turns speech into text. @throws TranscriptionFailed */
export type Transcribe = (speech: Speech, signal: AbortSignal) => Promise<string>;

export interface Speech {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its ending tells the server the format, e.g. "voice.ogg". */
  readonly name: string;
  /** E.g. "audio/ogg". */
  readonly type: string;
}

/** The service did not answer, or refused. The message names no address and no key. */
export class TranscriptionFailed extends Error {
  override readonly name = "TranscriptionFailed";
}

// A minute of speech takes seconds; a server that is silent for so long will not answer.
const patienceMs = 90_000;
const Answer = z.object({ text: z.string() });

/** The transcription by `POST <url>/audio/transcriptions` (https://platform.openai.com/docs/api-reference/audio). */
export function createTranscribe({ url, key, model }: TranscriptionConfig): Transcribe {
  return async ({ bytes, name, type }, signal) => {
    const form = new FormData();
    form.set("model", model);
    form.set("response_format", "json");
    form.set("file", new Blob([bytes], { type }), name);
    const answer = await fetch(`${url.replace(/\/+$/, "")}/audio/transcriptions`, {
      method: "POST",
      body: form,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      ...(key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }),
    }).catch((error: unknown) => {
      throw new TranscriptionFailed(
        error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "not reachable",
      );
    });
    if (!answer.ok) throw new TranscriptionFailed(`refused with status ${answer.status}`);
    const read = Answer.safeParse(await answer.json().catch(() => undefined));
    if (!read.success) throw new TranscriptionFailed("the answer has no text");
    return read.data.text.trim();
  };
}
