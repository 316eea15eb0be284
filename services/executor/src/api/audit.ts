import { type AuditEntry, type AuditRequest, OwnerId, parseField } from "@voxnix/protocol";
import { z } from "zod";
import type { AuditLine } from "../audit/entry.ts";
import type { Engine } from "./engine.ts";

const Limit = z.number().int().min(1).max(10_000, { error: "must be 1 to 10000" });
const Since = z.number().min(0, { error: "must be a Unix time in milliseconds" });

/** Host.Audit */
export async function* auditEntries(engine: Engine, request: AuditRequest): AsyncGenerator<AuditEntry> {
  const owner = request.owner === "" ? undefined : parseField("owner", OwnerId, request.owner);
  const sinceMs = parseField("since_ms", Since, request.sinceMs);
  const limit = parseField("limit", Limit, request.limit ?? 100);
  for (const line of await engine.parts.audit.read({ owner, sinceMs, limit })) yield message(line);
}

function message({ atMs, operation, result, reason, message: text, ...line }: AuditLine): AuditEntry {
  return {
    ...line,
    timeMs: atMs,
    arguments: JSON.stringify(line.arguments),
    operationId: operation,
    ok: result === "done",
    reason: reason ?? "ERROR_REASON_UNSPECIFIED",
    message: text ?? "",
  };
}
