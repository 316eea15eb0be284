import { combined, type Plan, say } from "./plan.ts";
import { clauses } from "./read/clauses.ts";
import { asPlainWords, normalise } from "./read/normalise.ts";
import { translations, wholeTranslation } from "./read/translate.ts";
import { type Scene, sceneOf, withFocus } from "./scene.ts";
import type { Exchange, Sight } from "./sight.ts";
import { isNo, isYes } from "./vocabulary/answers.ts";
import { notUnderstood } from "./vocabulary/talk.ts";
import { resumeCreate } from "./wishes/create.ts";
import { readFragment, readWish } from "./wishes/index.ts";
import { readMore, readSameAgain } from "./wishes/same-again.ts";

/** Characters; what is longer is hardly a wish in a few words, and reading it would take long. */
const longest = 4_000;
const tooLong = `That is too long for me: I am the built-in model and read at most ${longest} characters. I did nothing.`;

/** The plan for the message under way, with what was asked before it taken into account. */
export function planFor(sight: Sight): Plan {
  return planAt(sight, sight.exchanges.length - 1);
}

// A message can answer the question before it, and that question can itself have come from an answer.
function planAt(sight: Sight, index: number): Plan {
  const exchange = sight.exchanges[index];
  if (exchange === undefined) return say(notUnderstood(""));
  const scene = sceneOf(sight, index);
  if (exchange.text.length > longest) return say(tooLong);
  const text = normalise(exchange.text);
  const more = readMore(exchange.text, sight.exchanges[index - 1], scene);
  if (more) return more;
  // "cancel" and "stop" are answers where something was asked, and wishes where nothing was.
  const plain = isYes(text) || isNo(text);
  const fresh = plain ? undefined : read(wholeTranslation(text) ?? text, scene);
  if (fresh && !(fresh.kind === "say" && !fresh.understood)) {
    // A question may be there only because these are no English words.
    const foreign = fresh.kind === "ask" ? inAnotherLanguage(text, scene) : undefined;
    return foreign?.kind === "act" ? foreign : fresh;
  }
  return (
    answered(sight, index, text) ??
    (plain ? read(text, scene) : (inAnotherLanguage(text, scene) ?? fresh)) ??
    readSameAgain(exchange.text, sight.exchanges[index - 1], scene) ??
    readFragment(text, scene) ?? {
      kind: "say",
      text: notUnderstood(asPlainWords(exchange.text)),
      understood: false,
    }
  );
}

function inAnotherLanguage(text: string, scene: Scene): Plan | undefined {
  for (const english of translations(text)) {
    const plan = read(english, scene);
    if (plan && !(plan.kind === "say" && !plan.understood)) return plan;
  }
  return undefined;
}

// All wishes of the message; undefined if it holds none.
function read(text: string, scene: Scene): Plan | undefined {
  const plans: Plan[] = [];
  let current = scene;
  for (const clause of clauses(text)) {
    const plan = readWish(clause, current);
    plans.push(plan ?? { kind: "say", text: notUnderstood(clause), understood: false });
    current = withFocus(current, plan);
  }
  if (plans.every((plan) => plan.kind === "say" && !plan.understood)) return undefined;
  return combined(plans);
}

function answered(sight: Sight, index: number, text: string): Plan | undefined {
  const before = sight.exchanges[index - 1];
  if (before === undefined) return undefined;
  const plan = planAt(sight, index - 1);
  if (plan.kind === "ask" && before.rounds.length === 0) {
    return isNo(text) ? say("All right, I did nothing.") : plan.resume(text);
  }
  return resumeFailedCreate(sight, index, before, text);
}

// "call it web" after a create that was refused: the same wish under another name.
function resumeFailedCreate(
  sight: Sight,
  index: number,
  { rounds }: Exchange,
  text: string,
): Plan | undefined {
  const failed = rounds.flat().find(({ call, ok }) => call.tool === "create_container" && !ok);
  return failed && resumeCreate(failed.call, text, sceneOf(sight, index));
}
