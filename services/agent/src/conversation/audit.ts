import type { Logger } from "@voxnix/daemon";
import type { NewAuditEntry, Store } from "../store/index.ts";

/** Writes into the audit, and one line of the log: who, what, to what; never arguments, which may hold anything. */
export function audit(parts: { store: Store; log: Logger }, entry: NewAuditEntry): void {
  parts.store.audit.add(entry);
  const { owner, chat, turn, event, subject, detail } = entry;
  const known = ["container", "ok", "approval"].flatMap((name) =>
    detail?.[name] === undefined ? [] : [[name, detail[name]]],
  );
  parts.log.info({
    event: "audit",
    what: event,
    owner,
    chat,
    turn,
    subject,
    ...Object.fromEntries(known),
  });
}
