import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

// systemd's journal keeps the time and the unit; these fields would only repeat them.
const base = null;
const secretFields = ["token", "apiKey", "authorization", "password", "secret", "key"];

/**
 * Structured events, one JSON line each, on standard output: the journal keeps them.
 * @param level one of pino's, e.g. "info"
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: "[secret]" },
    serializers: { err: errorFields },
    // The journal reads the level from the prefix <N> only in plain text; a word serves people and jq.
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

// Of an error only this: libraries hang whole requests on theirs. The stack leads to the line, `cause` to why.
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutSecrets(String(error));
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...("code" in error ? { code: error.code } : {}),
    ...("reason" in error ? { reason: error.reason } : {}),
    stack: withoutSecrets(error.stack ?? ""),
    // grammY calls it `error` (its HttpError).
    ...("error" in error && error.error instanceof Error ? { cause: errorFields(error.error) } : {}),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}

// The address of every call to Telegram holds the bot's token (https://core.telegram.org/bots/api#making-requests),
// and messages of failed requests hold the address.
function withoutSecrets(text: string): string {
  return text.replace(/(\d{6,}):[A-Za-z0-9_-]{20,}/g, "$1:[secret]");
}
