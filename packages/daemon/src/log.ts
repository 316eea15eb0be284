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
    // The journal reads the level from the prefix <N> only in plain text; a word serves people and jq.
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}
