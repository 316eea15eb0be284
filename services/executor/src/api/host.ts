import type { HostCheck, HostHandlers, Implementation } from "@voxnix/protocol";
import { checkHost } from "../machines/checks.ts";
import { auditEntries } from "./audit.ts";
import type { Engine } from "./engine.ts";
import { reconcileHost } from "./reconcile.ts";
import type { Role } from "./table.ts";
import { unitJournal } from "./unit-journal.ts";
import { version } from "./version.ts";

/** voxnix.v1.Host for one role. */
export function hostApi(role: Role, engine: Engine): Implementation<HostHandlers> {
  const { config, parts, run, startedMs, turns } = engine;
  return {
    async Status() {
      const records = parts.records.all();
      const facts = await parts.machines.facts(records.map((record) => record.machine));
      const running = [...facts.values()].filter(({ state }) => state === "RUNNING").length;
      const checks = await turns(() => checkHost(run, { ...config, running }));
      return {
        version,
        startedMs,
        checks: [...checks, recordsCheck(role, engine), auditCheck(engine), await catalogueCheck(engine)],
        containersRunning: running,
        containersTotal: records.length,
        containersPerOwner: config.containersPerOwner,
        ...{ defaultLimits: config.limits, limitsPerOwner: config.ownerLimits },
      };
    },
    Audit: (request) => auditEntries(engine, request),
    Reconcile: (request) => reconcileHost(role, engine, request),
    UnitJournal: (request) => unitJournal(role, engine, request),
  };
}

function recordsCheck(role: Role, { parts: { records }, config }: Engine): HostCheck {
  const [first] = records.corrupt;
  if (first === undefined) {
    const count = records.all().length;
    const detail = count === 1 ? "1 record can be read" : `${count} records can be read`;
    return { name: "records", ok: true, detail, advice: "" };
  }
  const file = `${config.state}/containers/${first.machine}/record.json`;
  // Whose it is cannot be read from it either.
  const of = role === "admin" ? `; of machine ${first.machine}: ${first.problem}` : "";
  return {
    name: "records",
    ok: false,
    detail: `${records.corrupt.length} cannot be read${of}`,
    advice:
      role === "admin"
        ? `Repair ${file} or move it away, then: systemctl restart voxnix-executor`
        : "The host's admin is told which, and what to do.",
  };
}

function auditCheck({ parts: { audit }, config }: Engine): HostCheck {
  const name = "audit";
  if (audit.trouble === "") return { name, ok: true, detail: "all changes are written down", advice: "" };
  const detail = `the last changes wait to be written: ${audit.trouble}`;
  return { name, ok: false, detail, advice: `Make room for ${config.state}/audit.` };
}

async function catalogueCheck({ library }: Engine): Promise<HostCheck> {
  const name = "modules";
  try {
    const count = Object.keys(await library.catalogue()).length;
    return { name, ok: true, detail: `${count} modules to choose from`, advice: "" };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail, advice: "See: journalctl -u voxnix-executor" };
  }
}
