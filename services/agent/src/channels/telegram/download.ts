import type { TelegramConfig } from "../../config.ts";

const patienceMs = 60_000;

/**
 * Downloads files that people sent, by the path that getFile gives (https://core.telegram.org/bots/api#file).
 * Its errors do not say from where: the address contains the token.
 */
export function downloader({ apiRoot, token }: Pick<TelegramConfig, "apiRoot" | "token">) {
  return async (path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> => {
    const address = `${apiRoot}/file/bot${token}/${path}`;
    const answer = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    }).catch(() => undefined);
    if (answer === undefined) throw new Error("the file could not be downloaded: no answer");
    if (!answer.ok) throw new Error(`the file could not be downloaded: status ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}
