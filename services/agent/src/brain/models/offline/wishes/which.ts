import { listText } from "../../../../executor/words.ts";
import { type Ask, type Plan, say } from "../plan.ts";
import { targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { meantBySlip } from "../vocabulary/slips.ts";

export const bold = (items: readonly string[]) => listText(items.map((item) => `**${item}**`));

/** Asks which container is meant; the answer goes to `then`. */
export function askWhich(doing: string, scene: Scene, then: (names: string[]) => Plan): Ask | Plan {
  const known = names(scene);
  if (scene.containers !== undefined && known.length === 0) {
    return say("You have no containers yet. Say for example “make me a dev box with git and fish”.");
  }
  return {
    kind: "ask",
    text: `Which container should I ${doing}? ${known.length > 0 ? `You have ${bold(known)}.` : ""}`.trim(),
    resume: (answer) => {
      const targets = targetsIn(answer.replace(/^(?:i mean|i meant|on|in|of|for) /i, ""), scene);
      if (targets.kind === "all") return then(known);
      return targets.kind === "these" ? then(targets.names) : undefined;
    },
  };
}

/** A name with one slip in it, put right, if that is safe to assume. */
export function likelyName(given: string, scene: Scene): string {
  return names(scene).includes(given) ? given : (meantBySlip(given, names(scene)) ?? given);
}
