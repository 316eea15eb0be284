import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import { errorText } from "./error-text.ts";
import type { Executor } from "./executor.ts";
import type { ChangeKind, Follow } from "./outcome.ts";
import { outcomeText } from "./outcome-text.ts";

/** A change that a turn asks for, as it is stored to survive the agent. */
export interface OperationBegun {
  requestId: string;
  kind: ChangeKind;
  container: string;
  /** The executor's id of it: unknown until it accepted. */
  operation?: string;
}

/**
 * What became of a change whose turn did not live to see its end: finds it, waits for its end and tells
 * it in words (Markdown). @throws ExecutorUnreachable when that cannot be known now, the signal's reason
 */
export async function followUp(
  executor: Executor,
  begun: OperationBegun & { owner: OwnerId },
  follow?: Follow,
): Promise<{ ok: boolean; text: string }> {
  const what = `the ${begun.kind.toLowerCase()} of **${begun.container}**`;
  try {
    const operation = begun.operation ?? (await find(executor, begun));
    if (operation === undefined) {
      return {
        ok: false,
        text: `I had not come to ${what}: nothing was changed. Ask again to have it done.`,
      };
    }
    const outcome = await executor.watchToEnd(begun.owner, operation, follow);
    return { ok: outcome.ok, text: outcomeText(outcome) };
  } catch (error) {
    if (!(error instanceof VoxnixError)) throw error;
    if (error.reason !== "NOT_FOUND") return { ok: false, text: errorText(error) };
    return {
      ok: false,
      text: `The executor no longer knows how ${what} ended. Ask me what is running.`,
    };
  }
}

async function find(
  executor: Executor,
  { owner, container, requestId }: OperationBegun & { owner: OwnerId },
) {
  const operations = await executor.operations(owner, { container });
  return operations.find((operation) => operation.requestId === requestId)?.id;
}
