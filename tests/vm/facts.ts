import type { Container, Drift, Operation } from "@voxnix/protocol";
import type { Guest } from "./guest.ts";
import { owners } from "./world.ts";

/** What the machine says of itself. */
export interface Facts {
  readonly containers: readonly Container[];
  readonly operations: readonly Operation[];
  readonly drifts: readonly Drift[];
  readonly busy: readonly string[];
  /** Changes as the audit log tells them: operation → ok, oldest first; and whether its numbers have no gap. */
  readonly audited: ReadonlyMap<string, readonly boolean[]>;
  readonly auditComplete: boolean;
  /** Names of machines by where they were found. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** SHA-256 → files of workspaces and their copies. */
  readonly sums: ReadonlyMap<string, readonly string[]>;
  /** Bytes of each file that nobody synced. */
  readonly loose: ReadonlyMap<string, number>;
  /** Whatever else is not as it has to be, in words. */
  readonly troubles: readonly string[];
}

/** Asks the machine for all of it. */
export async function factsOf(guest: Guest): Promise<Facts> {
  const { containers } = await guest.admin.containers.List({}, { deadlineMs: 120_000 });
  const lists = await Promise.all(
    owners.map((owner) => guest.admin.operations.List({ owner }, { deadlineMs: 120_000 })),
  );
  const { drifts, busy } = await guest.admin.host.Reconcile({ repair: false }, { deadlineMs: 300_000 });
  const audited = new Map<string, boolean[]>();
  let last = 0;
  let auditComplete = true;
  for await (const entry of guest.admin.host.Audit({ limit: 10_000 }, { deadlineMs: 120_000 })) {
    if (Number(entry.sequence) !== last + 1 && last > 0) auditComplete = false;
    last = Number(entry.sequence);
    audited.set(entry.operationId, [...(audited.get(entry.operationId) ?? []), entry.ok]);
  }
  const operations = lists.flatMap((list) => list.operations);
  const printed = await guest.expect(look, { timeoutMs: 600_000 });
  return { containers, operations, drifts, busy, audited, auditComplete, ...readLook(printed) };
}

// One script, because each program takes its time where the processor is emulated.
const look = `
cd /usr/lib/systemd/system; for f in container@?*.service; do f=\${f#container@}; [ "$f" = '?*.service' ] || echo "found unit \${f%.service}"; done
cd /etc/nixos-containers; for f in *.conf; do [ "$f" = '*.conf' ] || echo "found conf \${f%.conf}"; done
cd /var/lib/nixos-containers; for f in *; do [ "$f" = '*' ] || echo "found root $f"; done
cd /var/lib/voxnix/containers; for f in *; do [ "$f" = '*' ] || echo "found record $f"; done
cd /var/lib/voxnix-workspaces; for f in *; do [ "$f" = '*' ] || echo "found workspace $f"; done
machinectl list --no-legend | while read -r f rest; do
  echo "found running $f"
  state=$(timeout 60 systemctl --machine="$f" is-system-running 2>&1)
  [ "$state" = running ] || echo "trouble inside $f: $state"
done
find . -type f -name 'loose-*' -printf 'loose %f %s\\n'
find . -type f ! -name '*.json' ! -name 'loose-*' -exec sha256sum {} + | sed 's/^/sum /'
for f in /usr/lib/systemd/system/container@?*.service /etc/nixos-containers/*.conf; do
  if [ -L "$f" ] || [ -e "$f" ]; then [ -s "$f" ] || echo "trouble $f leads to nothing, or to an empty file"; fi
done
find /var/lib/voxnix -name '*.unreadable' | sed 's/^/trouble unreadable: /'
systemctl list-units --failed --plain --no-legend | sed 's/^/trouble failed unit: /'
roots=$(find /nix/var/nix/gcroots/voxnix -type l -exec readlink -f {} + | grep -o '^/nix/store/[^/]*' | sort -u)
nix-store --query --requisites $roots 2>&1 >/tmp/closure | sed 's/^/trouble store: /'
sort -u /tmp/closure | grep -vxFf /etc/vm-store | while read -r path; do
  nix-store --verify-path "$path" 2>&1 | sed 's/^/trouble store: /'
done
true
`;

function readLook(printed: string): Pick<Facts, "found" | "sums" | "loose" | "troubles"> {
  const found = new Map<string, string[]>();
  const sums = new Map<string, string[]>();
  const loose = new Map<string, number>();
  const troubles: string[] = [];
  for (const line of printed.split("\n")) {
    const [kind = "", first = "", ...rest] = line.split(/ +/);
    if (kind === "found") found.set(first, [...(found.get(first) ?? []), rest.join(" ")]);
    else if (kind === "sum") sums.set(first, [...(sums.get(first) ?? []), rest.join(" ")]);
    else if (kind === "loose") loose.set(first, Number(rest[0]));
    else if (kind === "trouble") troubles.push(line.slice("trouble ".length));
    else if (line !== "") troubles.push(`unexpected: ${line}`);
  }
  return { found, sums, loose, troubles };
}
