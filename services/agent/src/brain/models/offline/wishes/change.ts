import { type Act, act, call, type Plan, say } from "../plan.ts";
import { meant, type Targets, targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { isYes } from "../vocabulary/answers.ts";
import { afterVerb, type ChangeVerb, changeVerbs, splitVerbs } from "../vocabulary/verbs.ts";
import { askWhich, bold, likelyName } from "./which.ts";

/** Start, stop, restart, destroy: of one container, several, "it", or all. */
export function readChange(clause: string, scene: Scene): Plan | undefined {
  const offAndOn = /^(?:turn|switch|power) (.+?) off and (?:then )?(?:back )?on(?: again)?$/i.exec(
    clause,
  )?.[1];
  if (offAndOn !== undefined) return planChange("restart", targetsIn(offAndOn, scene), scene);
  const found = verbOf(clause);
  if (!found) return undefined;
  const { verb, rest } = found;
  const startAgain = verb === "stop" && /^(.*?)\s+and (?:then )?start (?:it )?again$/i.exec(rest);
  if (startAgain) return planChange("restart", targetsIn(startAgain[1] ?? "", scene), scene);
  return planChange(verb, targetsIn(withoutExtras(verb, rest), scene), scene);
}

/** The plan for a verb and its targets. Destroying takes a name or an unmistakable "it". */
export function planChange(verb: ChangeVerb, targets: Targets, scene: Scene): Plan | undefined {
  const carryOut = (these: readonly string[]) =>
    act(these.map((name) => call(`${verb}_container`, { name })));
  switch (targets.kind) {
    case "these":
      return carryOutFor(targets.names, scene, carryOut);
    case "all":
      return planAll(verb, scene, carryOut);
    case "none": {
      const only = meant(scene);
      // A bare "stop" may mean the talking; it is asked for by its name.
      if (verb !== "destroy" && only !== undefined) return confirm(verb, [only], carryOut);
      return askWhich(verb, scene, carryOut);
    }
    case "unclear":
      return isVague(verb, targets.words, scene) ? askWhich(verb, scene, carryOut) : undefined;
  }
}

// A name with a slip of the finger in it is put right, and that is said.
function carryOutFor(
  given: readonly string[],
  scene: Scene,
  carryOut: (these: readonly string[]) => Act,
): Act {
  const plan = carryOut(given.map((name) => likelyName(name, scene)));
  const slips = given.filter((name) => likelyName(name, scene) !== name);
  return { ...plan, notes: slips.map((name) => `I took “${name}” for **${likelyName(name, scene)}**.`) };
}

// Worth a question: an "it" without a sense, or a known name among other words. Not so for a destroy:
// "delete the logs of dev" is no wish for it.
function isVague(verb: ChangeVerb, words: string, scene: Scene): boolean {
  if (/^(?:it|that|this|them|(?:the )?other)(?: one| container| box)?$/i.test(words.trim())) return true;
  return verb !== "destroy" && knownIn(words, scene).length > 0;
}

function planAll(verb: ChangeVerb, scene: Scene, carryOut: (these: readonly string[]) => Plan): Plan {
  const all = names(scene);
  if (all.length === 0) return say("You have no containers.");
  const running = (name: string) =>
    scene.containers?.find((one) => one.name === name)?.facts.startsWith("running");
  if (verb === "destroy") return carryOut(all);
  const these = verb === "restart" ? all : all.filter((name) => Boolean(running(name)) === (verb === "stop"));
  if (these.length === 0)
    return say(verb === "stop" ? "None of your containers is running." : "All your containers are running.");
  return carryOut(these);
}

// What destroys asks by itself before it is done (brain/guard.ts); this asks what was meant at all.
function confirm(
  verb: ChangeVerb,
  these: readonly string[],
  carryOut: (these: readonly string[]) => Plan,
): Plan {
  return {
    kind: "ask",
    text: `Shall I ${verb} ${bold(these)}? Say yes or no.`,
    resume: (answer) => (isYes(answer) ? carryOut(these) : undefined),
  };
}

function verbOf(clause: string): { verb: ChangeVerb; rest: string } | undefined {
  for (const { first, last, verb } of splitVerbs) {
    if (first.test(clause) && last.test(clause)) {
      const rest = clause.replace(first, "").replace(last, "").trim();
      if (rest !== "" && !/^(?:on|off|up|down)\b/i.test(rest)) return { verb, rest };
    }
  }
  for (const verb of ["restart", "start", "stop", "destroy"] as const) {
    const rest = afterVerb(clause, changeVerbs[verb]);
    if (rest !== undefined)
      return /^(.*\s)?again$/i.test(rest) && verb === "start"
        ? { verb, rest: rest.replace(/\s*again$/i, "") }
        : { verb, rest };
  }
  return undefined;
}

// "and everything in it": a destroy removes the files anyway.
function withoutExtras(verb: ChangeVerb, rest: string): string {
  if (verb !== "destroy") return rest;
  return rest.replace(
    /\s+(?:and|with|including) (?:everything|all|its|the)(?: its| the)?(?: files| data| contents| in it| inside it| inside| on it)?$/i,
    "",
  );
}

function knownIn(words: string, scene: Scene): string[] {
  return names(scene).filter((name) =>
    words
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .includes(name),
  );
}
