/** What is to be done about a message. */
export type Plan = Act | Ask | Say;

/** Call tools, then tell what they answered. */
export interface Act {
  kind: "act";
  steps: Step[];
  /** Said after the outcome, e.g. which name was chosen. */
  notes: string[];
}

/** Something is missing. */
export interface Ask {
  kind: "ask";
  text: string;
  /** What the next message makes of it; undefined if that is no answer. */
  resume(answer: string): Plan | undefined;
}

/** Nothing to do, only something to say. */
export interface Say {
  kind: "say";
  text: string;
  /** False if this part of the message was not understood: then the other parts wait as well. */
  understood: boolean;
}

/** A tool call, or what follows from the answer to the one before. */
export type Step = Call | { next(answer: string): Plan /** That answer is told as well. */; told?: true };

export interface Call {
  tool: string;
  arguments: Record<string, unknown>;
}

export const act = (steps: Step[], notes: string[] = []): Act => ({ kind: "act", steps, notes });
export const say = (text: string): Say => ({ kind: "say", text, understood: true });
export const call = (tool: string, args: Record<string, unknown> = {}): Call => ({ tool, arguments: args });

/** Puts the plans of one message together. Nothing is begun while one part of it is open. */
export function combined(plans: readonly Plan[]): Plan {
  const puzzled = plans.find((plan) => plan.kind === "say" && !plan.understood);
  if (puzzled) return puzzled;
  const open = plans.findIndex((plan) => plan.kind === "ask");
  const asked = plans[open];
  if (asked?.kind === "ask") {
    const resume = (answer: string) => {
      const resumed = asked.resume(answer);
      return resumed && combined(plans.with(open, resumed));
    };
    return plans.length === 1 ? asked : { ...asked, resume };
  }
  const acts = plans.filter((plan) => plan.kind === "act");
  const said = plans.filter((plan) => plan.kind === "say").map(({ text }) => text);
  if (acts.length === 0) return say([...new Set(said)].join("\n\n"));
  return act(
    acts.flatMap(({ steps }) => steps),
    [...acts.flatMap(({ notes }) => notes), ...said],
  );
}
