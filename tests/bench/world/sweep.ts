import type { ExecutorClient } from "@voxnix/protocol";
import { finish } from "../../system/harness/operation.ts";
import { sweepBare } from "../comparators/extra-container.ts";
import { bareNames } from "./names.ts";

/** The owners that belong to the benchmark. */
const ours = /^(bench:|terminal:bench-|telegram:66\d{8}$)/;

/** Destroys what the benchmark made, also in a run that was cut off. */
export async function sweep(admin: ExecutorClient, tell: (text: string) => void): Promise<void> {
  const { containers } = await admin.containers.List({}, { deadlineMs: 60_000 });
  const left = containers.filter(({ owner }) => ours.test(owner));
  if (left.length > 0) tell(`removing ${left.length} containers`);
  // A few at a time: each costs the machine a shut-down.
  for (let at = 0; at < left.length; at += 8) {
    await Promise.all(
      left.slice(at, at + 8).map(({ owner, name }) => finish(admin.containers.Destroy({ owner, name }))),
    );
  }
  await sweepBare(bareNames);
}
