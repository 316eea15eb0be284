import { changesMessage, type Done, describe } from "./describe.ts";
import { describeImage } from "./describe-image.ts";
import type { Outcome } from "./journal.ts";
import type { Operation } from "./operation.ts";
import type { Parts } from "./parts.ts";

type DoneOutcome = Outcome & { result: "done" };

/** The facts after an operation that did what was asked, read again from systemd. */
export async function outcomeOf(parts: Parts, { plan, result }: Operation): Promise<DoneOutcome> {
  const { record: before } = plan;
  const told = { changes: result.changes ?? null, image: result.image ?? null };
  const nowhere = { state: "MISSING", sinceMs: 0, trouble: "" } as const;
  if (before === null) return { result: "done", record: null, ...nowhere, ...told };
  const record = result.record ?? parts.records.byMachine(before.machine) ?? before;
  const facts = (await parts.machines.facts([record.machine])).get(record.machine) ?? nowhere;
  // After a crash the record knows what the steps can no longer tell.
  const made = record.generations.find(({ operationId }) => operationId === plan.id);
  return { result: "done", record, ...facts, ...told, changes: told.changes ?? made?.changes ?? null };
}

/** The last event of such an operation. */
export function toDone({ images, records }: Parts, { record, changes, image, ...facts }: DoneOutcome): Done {
  return {
    container: record === null ? null : describe(record, facts, undefined),
    changes: changesMessage(changes),
    image: image === null ? null : describeImage(images, image, records.all(), false),
  };
}
