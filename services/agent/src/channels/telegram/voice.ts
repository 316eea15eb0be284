import type { Logger } from "@voxnix/daemon";
import type { Api } from "grammy";
import type { Transcribe } from "../voice/transcribe.ts";
import type { Said } from "./incoming.ts";
import { showTyping } from "./typing.ts";

// https://core.telegram.org/bots/api#getfile
const largestBytes = 20 * 1024 * 1024;
const longestSeconds = 15 * 60;

/** What a voice message says, or a sentence about why it is not known. */
export type Heard = { readonly words: string } | { readonly sorry: string };

export interface VoiceParts {
  api: Api;
  /** Downloads a file by the path that getFile gave. */
  download: (path: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
  /** Absent: none is configured. */
  transcribe: Transcribe | undefined;
  log: Logger;
}

/** Listens to a voice message. Never rejects. */
export async function listen(
  { api, download, transcribe, log }: VoiceParts,
  { chat, voice }: Said,
  signal: AbortSignal,
): Promise<Heard> {
  if (voice === undefined || transcribe === undefined) return { sorry: notConfigured };
  if (voice.bytes > largestBytes || voice.seconds > longestSeconds) return { sorry: tooLong };
  const stopTyping = showTyping(api, chat);
  try {
    const { file_path } = await api.getFile(voice.file);
    const bytes = await download(file_path ?? "", signal);
    const words = await transcribe({ bytes, name: "voice.ogg", type: voice.type }, signal);
    return words === "" ? { sorry: nothingHeard } : { words };
  } catch (error) {
    // The address of a download contains the token: of the error no more than this is logged.
    log.warn({ event: "voice-not-heard", reason: error instanceof Error ? error.name : "unknown" });
    return { sorry: failed };
  } finally {
    stopTyping();
  }
}

const notConfigured =
  "I cannot listen to voice messages here: nobody has set up a transcription for me. Please write it to me.";
const tooLong = "That is too long for me to listen to. Please keep it under 15 minutes, or write it to me.";
const nothingHeard = "I could not make out any words in that. Please say it again, or write it to me.";
const failed =
  "I could not listen to that: the transcription does not work at the moment. Please try again in a while, or write it to me.";
