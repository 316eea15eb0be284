import { type Plan, say } from "../plan.ts";
import type { Scene } from "../scene.ts";
import { names } from "../scene.ts";
import { afterVerb, changeVerbs, createVerbs } from "../vocabulary/verbs.ts";

const actions = [...Object.values(changeVerbs).flat(), ...createVerbs, "run", "cancel"];

const later =
  /\s(?:(?:in|after) (?:\d+|an?|half an|a few|two|five|ten) (?:seconds?|minutes?|hours?|days?|weeks?)|tomorrow|tonight|later|next week|at (?:\d{1,2}(?::\d\d)?(?: ?[ap]m)?|noon|midnight)|every (?:day|night|hour|week|morning))$/i;

/** Sentences that hold a verb of ours and do not ask for it: negations, questions about it, what cannot be done yet. */
export function readGuarded(clause: string, scene: Scene): Plan | undefined {
  if (/^(?:don't|dont|do not|never|no need to|you (?:must|should) not|not)\s/i.test(clause)) {
    return say("All right, I leave everything as it is.");
  }
  const asked =
    /^(?:how (?:do|can|would|should) (?:i|you|we)|how to|what happens (?:if|when) (?:i|you|we)|should i|can i|may i|could i|am i allowed to|what if i|why (?:do|did|should|would) (?:i|you|we))\s+(.*)$/i.exec(
      clause,
    )?.[1];
  if (asked !== undefined && afterVerb(asked, actions) !== undefined) {
    return say(`Just say it in plain words, for example “${example(asked, scene)}”. I did nothing yet.`);
  }
  if (later.test(clause) && actions.some((verb) => afterVerb(clause, [verb]) !== undefined)) {
    return say("I do things at once or not at all: I keep no calendar. I did nothing.");
  }
  if (/^(?:ssh|connect|log ?in|attach|enter|open an? (?:shell|terminal|console))\b/i.test(clause)) {
    return say(
      `I can run commands for you: say for example “run git --version in ${names(scene)[0] ?? "dev"}”.`,
    );
  }
  if (isHost(clause, scene)) return say("I start, stop and destroy containers only, never the host itself.");
  if (/^(?:upgrade|update|rename|clone|copy|resize|move)\b/i.test(clause)) {
    return say(
      `That is something I cannot do yet. I can change what a container is made of: “add ripgrep to ${names(scene)[0] ?? "dev"}”.`,
    );
  }
  return undefined;
}

function isHost(clause: string, scene: Scene): boolean {
  const object = afterVerb(clause, Object.values(changeVerbs).flat())
    ?.replace(/^(?:the|my|your|this) /i, "")
    .toLowerCase();
  if (object === undefined || names(scene).includes(object)) return false;
  return /^(?:host|host machine|server|computer|laptop|pc|hypervisor|homelab|executor|agent|voxnix|yourself)$/.test(
    object,
  );
}

function example(asked: string, scene: Scene): string {
  const name = names(scene)[0] ?? "dev";
  for (const [verb, words] of Object.entries(changeVerbs))
    if (afterVerb(asked, words) !== undefined) return `${verb} ${name}`;
  if (afterVerb(asked, ["run"]) !== undefined) return `run git --version in ${name}`;
  return afterVerb(asked, ["cancel"]) !== undefined ? "cancel" : "make me a dev box with git and fish";
}
