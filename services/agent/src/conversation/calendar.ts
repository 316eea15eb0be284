/** When the day of this moment began, in the host's own time zone. Unix time in milliseconds. */
export function dayStart(nowMs: number): number {
  return new Date(nowMs).setHours(0, 0, 0, 0);
}

/** When the month of this moment began, in the host's own time zone. */
export function monthStart(nowMs: number): number {
  const day = new Date(nowMs);
  return new Date(day.getFullYear(), day.getMonth(), 1).getTime();
}

/** E.g. "2026-11-22 09:05", in the host's own time zone. */
export function stamp(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
