import type { Store, Turn } from "../store/index.ts";
import type { Answer } from "./answer.ts";

/** What one is told who would stop what somebody else in a group asked for. */
export const notTheirs = "Only the one who asked for this, or an owner, can stop it.";

/**
 * What is said when a person stopped a turn: and what goes on without it, with a button that ends that too.
 * @param seen request ids of the operations whose end the turn saw
 */
export function stoppedAnswer(store: Store, turn: Turn, seen: ReadonlySet<string>): Answer {
  const left = store.operations.untold(turn).filter(({ request }) => !seen.has(request));
  const lines = left.map(
    ({ kind, container }) =>
      `The ${kind.toLowerCase()} of **${container}** is under way on the host and goes on; I will tell you how it ends.`,
  );
  return {
    ok: false,
    text: ["⏹ Stopped.", ...lines].join("\n"),
    ...(left.length > 0 && {
      buttons: [[{ id: `cancel:${turn.id}`, label: `Cancel ${left.length === 1 ? "that" : "them"} too` }]],
    }),
  };
}
