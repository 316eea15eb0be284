import { VoxnixError } from "@voxnix/protocol";
import type { Change } from "../audit/entry.ts";
import type { Parts } from "../operations/parts.ts";
import { atStep, type StepBoundary } from "../system/boundaries.ts";
import { diskFull } from "../system/full-disk.ts";

/**
 * Makes a change that is no operation: marks it before, and writes down how it ended before anybody is told. What can
 * be refused is to be refused before: from here on it counts as tried.
 */
export async function audited<T>(
  { audit, now }: Parts,
  change: Omit<Change, "operation">,
  act: () => Promise<T>,
): Promise<T> {
  const told = { ...change, operation: "" };
  const { action: kind, container } = change;
  const ended = await audit.begin(told, now(), true);
  const tell = (at: StepBoundary["at"]) => atStep({ operation: "", kind, container, step: "act", at });
  try {
    tell("before");
    const done = await act();
    tell("after");
    await ended(undefined, now());
    return done;
  } catch (error) {
    const refusal = error instanceof VoxnixError ? error : (diskFull("It failed", error) ?? error);
    const { reason, message } =
      refusal instanceof VoxnixError
        ? refusal
        : { reason: "INTERNAL" as const, message: "It failed inside voxnix." };
    await ended({ reason, message }, now());
    throw refusal;
  }
}
