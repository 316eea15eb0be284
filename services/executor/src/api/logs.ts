import { type JournalEntry, type LogsRequest, parseField } from "@voxnix/protocol";
import { z } from "zod";
import { atRest, unitOf } from "../machines/facts.ts";
import { logs } from "../machines/logs.ts";
import { unitLines } from "../machines/unit-journal.ts";
import type { Engine } from "./engine.ts";
import { factsOf, notRunning } from "./running.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const lineRule = "must be a whole number from 1 to 5000";
const Lines = z
  .number({ error: lineRule })
  .int({ error: lineRule })
  .min(1, { error: lineRule })
  .max(5_000, { error: lineRule });
const Unit = z.string().regex(/^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]{0,254}$/, {
  error: "must be the name of a unit, such as sshd.service",
});

/** Containers.Logs */
export async function* logsOf(
  role: Role,
  engine: Engine,
  request: LogsRequest,
  signal: AbortSignal,
): AsyncGenerator<JournalEntry> {
  const owner = parseOwner(role, request.owner);
  const name = parseName("name", request.name);
  const lines = parseField("lines", Lines, request.lines ?? 100);
  const unit = request.unit === "" ? "" : parseField("unit", Unit, request.unit);
  const record = findContainer(engine.parts.records, owner, name);
  const facts = await factsOf(engine, record);
  const running = facts?.state === "RUNNING";
  if (request.follow && !running) throw notRunning(engine, record, facts, "follow its logs");
  if (!running && !atRest(facts)) {
    if (unit !== "") throw notRunning(engine, record, facts, "tell what one of its units wrote");
    // Its own journal is out of reach: what it puts on its console is in the host's.
    return yield* await unitLines(engine.run, unitOf(record.machine), lines, record.createdMs);
  }
  const call = { machine: record.machine, lines, unit, follow: request.follow, running };
  try {
    yield* logs(call, signal, engine.run);
  } catch (error) {
    // Who reads along while it is stopped is told that, and not of a defect.
    const now = await factsOf(engine, record);
    if (signal.aborted || !running || now?.state === "RUNNING") throw error;
    throw notRunning(engine, record, now, "read its logs");
  }
}
