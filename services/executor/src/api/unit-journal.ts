import {
  type JournalEntry,
  parseField,
  type UnitJournalRequest,
  type UnitJournalResponse,
  VoxnixError,
} from "@voxnix/protocol";
import { z } from "zod";
import { unitLines, unitState } from "../machines/unit-journal.ts";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";

/** Units whose journal says nothing of one owner's affairs to another than that something was begun or built. */
const forEveryone = ["systemd-machined.service", "nix-daemon.service", "voxnix-bridge.service"];
const forAdmin = [
  "voxnix-executor.service",
  "voxnix-agent.service",
  "voxnix-executor-agent.socket",
  "voxnix-executor-admin.socket",
];
const allowed: Record<Role, readonly string[]> = {
  tenant: forEveryone,
  admin: [...forEveryone, ...forAdmin],
};

const lineRule = "must be a whole number from 1 to 500";
const Lines = z
  .number({ error: lineRule })
  .int({ error: lineRule })
  .min(1, { error: lineRule })
  .max(500, { error: lineRule });

/** Host.UnitJournal */
export async function unitJournal(
  role: Role,
  { run, turns }: Engine,
  request: UnitJournalRequest,
): Promise<UnitJournalResponse> {
  const lines = parseField("lines", Lines, request.lines ?? 50);
  const { unit } = request;
  const known = [...allowed[role]];
  if (!known.includes(unit)) {
    const which = `the journals to be read here are those of ${known.join(", ")}`;
    throw forAdmin.includes(unit)
      ? new VoxnixError("ROLE_FORBIDDEN", `The journal of ${unit} is for the host's admin; ${which}.`, {
          known,
        })
      : new VoxnixError("INVALID_FIELD", `unit: ${which}.`, {
          field: "unit",
          rule: "must be one of them",
          known,
        });
  }
  const [state, entries] = await turns(() =>
    Promise.all([unitState(run, unit), unitLines(run, unit, lines)]),
  );
  return { state, entries: role === "admin" ? entries : entries.map(withoutMachines) };
}

// machined writes down each machine that comes and goes, whoever's it is. Names of machines say what others have.
function withoutMachines(entry: JournalEntry): JournalEntry {
  const text = entry.text
    .replaceAll(/\b(machine) '?(?!and\b)[a-z][a-z0-9-]*'?/gi, "$1 …")
    .replaceAll(/\b(container@|machine-)[a-z0-9-]+/gi, "$1…");
  return { ...entry, text };
}
