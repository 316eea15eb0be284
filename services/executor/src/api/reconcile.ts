import type { ReconcileRequest, ReconcileResponse } from "@voxnix/protocol";
import type { Finding } from "../reconcile/finding.ts";
import { type Drift, reconcile } from "../reconcile/reconcile.ts";
import { audited } from "./audited.ts";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";

/** Host.Reconcile */
export async function reconcileHost(
  role: Role,
  { parts, registry }: Engine,
  request: ReconcileRequest,
): Promise<ReconcileResponse> {
  const repair = (finding: Finding, act: () => Promise<void>) => {
    const { rule, machine, owner, found } = finding;
    const container = parts.records.byMachine(machine)?.name ?? "";
    const change = { role, owner, container, action: "Host.Reconcile", arguments: { rule, machine, found } };
    return audited(parts, change, act);
  };
  const { drifts, busy } = await reconcile(parts, registry, request.repair ? repair : undefined);
  return { drifts: drifts.map(message), busy };
}

function message({ finding: { repair, ...told }, repaired, trouble }: Drift) {
  return { ...told, repairable: repair !== undefined, repaired, trouble };
}
