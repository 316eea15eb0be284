import { act, type Call, call, type Plan, say } from "../plan.ts";
import { freeName, proposedName, wrongWithName } from "../read/container-name.ts";
import { type CreateWish, createWishIn, namesModule } from "../read/create.ts";
import { names, type Scene } from "../scene.ts";
import { isYes } from "../vocabulary/answers.ts";
import { afterVerb, createVerbs, wantVerbs } from "../vocabulary/verbs.ts";
import { askModule, askName, askOtherName, askSettings, nameIn, quoted } from "./create-questions.ts";

/** A new container: "make me a dev box with git, fish and ripgrep". */
export function readCreate(clause: string, scene: Scene): Plan | undefined {
  const rest = afterVerb(clause, createVerbs);
  if (rest !== undefined) return planAsked(clause, rest, scene);
  const wanted = afterVerb(clause, wantVerbs);
  if (wanted !== undefined) {
    const wish = createWishIn(wanted, scene.modules);
    if (/\b(?:list|overview|status|summary|logs?|help|info|details|address)\b/i.test(wanted))
      return undefined;
    const fresh = /^(?:me |us )?(?:a|an|another|one|some|my own|new)\b/i.test(wanted);
    return fresh && (wish.hasNoun || namesModule(wanted, scene.modules))
      ? planCreate(wish, scene)
      : undefined;
  }
  // "a dev box with git": a wish without a verb.
  const wish = createWishIn(clause, scene.modules);
  return /^(?:a|an|another|one|new)\s/i.test(clause) && wish.hasNoun ? planCreate(wish, scene) : undefined;
}

// "create dev" is a wish for a container; "make coffee" may be none.
function planAsked(clause: string, rest: string, scene: Scene): Plan | undefined {
  if (/^(?:it|that|this|sure|them)\b/i.test(rest)) return undefined;
  // "Make dev bigger" is about one that there is.
  const [first = "", second] = rest.toLowerCase().split(" ");
  if (second !== undefined && !/^(?:with|and|container|box)$/.test(second) && names(scene).includes(first))
    return undefined;
  if (
    /\b(?:two|three|four|five|six|ten|[2-9]|\d\d+|several|multiple|many|some) (?:new |more )?(?:containers|boxes|machines|vms)\b/i.test(
      rest,
    )
  ) {
    return say("I make one container at a time: say what the first one is to have.");
  }
  if (/\b(?:like|same as|copy of|clone of|based on)\b/i.test(rest))
    return say("I cannot copy a container. Say which modules the new one is to have.");
  const wish = createWishIn(rest, scene.modules);
  const plan = planCreate(wish, scene);
  const sure =
    wish.hasNoun ||
    wish.modules.some(({ kind }) => kind !== "package") ||
    /^(?:create|spin up|provision|deploy) [^\s]+(?: with .*)?$/i.test(clause);
  if (sure || plan.kind !== "act") return plan;
  const name = wish.name ?? "";
  return {
    kind: "ask",
    text:
      name === ""
        ? "Shall I make a new container?"
        : `Shall I make a new ${wish.modules.length === 0 ? "plain " : ""}container named **${name.toLowerCase()}**?`,
    resume: (answer) => (isYes(answer) ? plan : undefined),
  };
}

/** The next thing that is not clear about a wish, or the call. Answers come back here with a clearer wish. */
export function planCreate(wish: CreateWish, scene: Scene): Plan {
  const unknown = wish.modules.find((module) => module.kind === "unknown");
  if (unknown) return askModule(unknown.asked, wish, scene, planCreate);
  const puzzling = wish.modules.find((module) => module.kind === "puzzling");
  if (puzzling) return askSettings(puzzling, wish, scene, planCreate);
  const name = wish.name?.toLowerCase() ?? freeName("box", scene);
  const wrong = wrongWithName(name);
  if (wrong !== undefined) return askName(wrong, name, wish, scene, planCreate);
  const modules = wish.modules.flatMap((module) => {
    if (module.kind !== "known") return [];
    const { settings } = module;
    return [{ name: module.name, ...(Object.keys(settings).length > 0 && { settings }) }];
  });
  const packages = wish.modules.flatMap((one) => (one.kind === "package" ? [one.name] : []));
  const { autostart } = wish;
  const args = {
    name,
    modules,
    ...(packages.length > 0 && { packages }),
    ...(autostart !== undefined && { autostart }),
  };
  return act([call("create_container", args)], notesOn(wish, name));
}

/** After a create that was refused: the same again under the name that the answer gives. */
export function resumeCreate(failed: Call, answer: string, scene: Scene): Plan | undefined {
  const name = nameIn(answer, { renameOnly: true });
  if (name === undefined) return undefined;
  const wrong = wrongWithName(name);
  const again = (free: string) => act([call("create_container", { ...failed.arguments, name: free })]);
  return wrong === undefined ? again(name) : askOtherName(wrong, proposedName(name, scene), again);
}

function notesOn(wish: CreateWish, name: string): string[] {
  const slips = wish.modules.flatMap((module) =>
    module.kind === "known" && module.asked.toLowerCase() !== module.name
      ? [`I took ${quoted(module.asked)} for ${module.name}.`]
      : [],
  );
  return wish.name === undefined ? [`You gave no name, so I chose **${name}**.`, ...slips] : slips;
}
