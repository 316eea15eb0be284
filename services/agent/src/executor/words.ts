/** A duration in words, e.g. "5 minutes". Under 45 seconds it is "a moment". */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 45_000) return "a moment";
  if (minutes < 60) return counted(Math.max(minutes, 1), "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
}

/** How long ago something was, e.g. "5 minutes ago". */
export function agoText(thenMs: number, nowMs: number): string {
  return `${durationText(Math.max(0, nowMs - thenMs))} ago`;
}

/** "git", "git and fish", "git, fish and workspace". */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A number of bytes, e.g. "6 MB". */
export function sizeText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value >= 10 || unit === 0 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit]}`;
}

/** Memory and disk as people ask for them, in powers of two: "512 MiB", "4 GiB". */
export function memoryText(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${Number(gib.toFixed(1))} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** "1 minute", "2 minutes". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
