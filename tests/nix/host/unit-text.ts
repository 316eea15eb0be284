/**
 * What a unit's [Service] or [Socket] section says, one "Key=value" a line, in an order of its own: keys
 * sorted, the lines of one key as they stand, since a later one may take back an earlier one.
 * Left out is what NixOS adds to every unit.
 */
export function serviceSection(text: string): string[] {
  let inside = false;
  const lines: { key: string; value: string }[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("[")) inside = line === "[Service]" || line === "[Socket]";
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (inside && key !== undefined && value !== undefined) lines.push({ key, value: plain(value) });
  }
  return lines
    .filter(({ key, value }) => !(key === "Environment" && /^"(LOCALE_ARCHIVE|TZDIR)=/.test(value)))
    .filter(({ key, value }) => !(key === "Environment" && value.startsWith('"PATH=/nix/store/')))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ key, value }) => `${key}=${value}`);
}

// Both spellings mean the same to systemd, see systemd.syntax(7).
function plain(value: string): string {
  return value === "true" ? "yes" : value === "false" ? "no" : value;
}
