import { act, call, type Plan, say } from "../plan.ts";
import { names, type Scene } from "../scene.ts";
import { afterVerb, cancelVerbs } from "../vocabulary/verbs.ts";

const stopWork =
  /^stop (?:the |your |this |that )?(?:build(?:ing)?|creat(?:e|ing|ion)|operation|job|work(?:ing)?|install(?:ing|ation)?)\b/i;

/** Cancelling an operation: by its id, or the one that is under way. */
export function readCancel(clause: string, scene: Scene): Plan | undefined {
  const id = /\bop-[A-Za-z0-9-]+\b/.exec(clause)?.[0];
  const rest = afterVerb(clause, cancelVerbs);
  if (
    rest === undefined &&
    !stopWork.test(clause) &&
    !(id !== undefined && /^(?:stop|kill|end)\b/i.test(clause))
  )
    return undefined;
  if (id !== undefined) return act([call("cancel_operation", { operation: id })]);
  const container = names(scene).find((name) =>
    clause
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .includes(name),
  );
  return act([
    call("list_operations", { underway_only: true, ...(container && { container }) }),
    { next: cancelFound },
  ]);
}

// The list's lines end in the operation's id in brackets.
function cancelFound(answer: string): Plan {
  const found = [...answer.matchAll(/^- .*?\((op-[A-Za-z0-9-]+)\)/gm)].map(([, id = ""]) => id);
  if (found.length === 0) return say(answer);
  if (found.length > 1) return say(`Several are under way. Say for example “cancel ${found[0]}”.\n${answer}`);
  return act(found.map((operation) => call("cancel_operation", { operation })));
}
