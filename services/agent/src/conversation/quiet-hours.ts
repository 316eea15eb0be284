import type { OwnerId } from "@voxnix/protocol";
import type { Store } from "../store/index.ts";

/** Hours of the day, 0 to 23, in which nobody is to be woken: from the first, until the second begins. */
export interface QuietHours {
  from: number;
  until: number;
}

/** Reads e.g. "22-7". Undefined if it is not like that. */
export function readQuietHours(text: string): QuietHours | undefined {
  const [, from, until] = /^\s*(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\s*$/.exec(text) ?? [];
  const hours = { from: Number(from), until: Number(until) };
  const valid = from !== undefined && hours.from <= 23 && hours.until <= 23 && hours.from !== hours.until;
  return valid ? hours : undefined;
}

/** E.g. "22–7". */
export function quietHoursText({ from, until }: QuietHours): string {
  return `${from}:00–${until}:00`;
}

/** The hours that hold for a person: their own, or the configured ones. */
export function quietHoursOf(
  store: Store,
  configured: QuietHours | undefined,
  owner: OwnerId,
): QuietHours | undefined {
  const own = store.preferences.get({ owner, chat: "" }, "quiet");
  return own === undefined ? configured : readQuietHours(own);
}

/** When something may be said that can wait: now (0), or at the end of the quiet hours. Unix time in milliseconds. */
export function notBefore(hours: QuietHours | undefined, nowMs: number): number {
  if (hours === undefined) return 0;
  const { from, until } = hours;
  const hour = new Date(nowMs).getHours();
  const quiet = from < until ? hour >= from && hour < until : hour >= from || hour < until;
  if (!quiet) return 0;
  const end = new Date(nowMs);
  // After midnight the end is today; before it, tomorrow. The calendar knows of hours that are put forward.
  if (hour >= until) end.setDate(end.getDate() + 1);
  return end.setHours(until, 0, 0, 0);
}
