import { containerNameRule, nearest } from "@voxnix/protocol";
import { listText } from "../../../../executor/words.ts";
import { type Ask, act, type Call, call, type Plan, say } from "../plan.ts";
import { freeName, proposedName, wrongWithName } from "../read/container-name.ts";
import { type CreateWish, createWishIn, namesModule } from "../read/create.ts";
import { findModule, type ModuleWish, modulesIn } from "../read/modules.ts";
import type { Scene } from "../scene.ts";
import { isYes } from "../vocabulary/answers.ts";
import { afterVerb, createVerbs, wantVerbs } from "../vocabulary/verbs.ts";
import { bold } from "./which.ts";

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
    wish.hasNoun || wish.modules.length > 0 || /^(?:create|spin up|provision|deploy) [^\s]+$/i.test(clause);
  if (sure || plan.kind !== "act") return plan;
  const name = wish.name ?? "";
  return {
    kind: "ask",
    text:
      name === ""
        ? "Shall I make a new plain container?"
        : `Shall I make a new plain container named **${name.toLowerCase()}**?`,
    resume: (answer) => (isYes(answer) ? plan : undefined),
  };
}

/** The next thing that is not clear about a wish, or the call. Answers come back here with a clearer wish. */
export function planCreate(wish: CreateWish, scene: Scene): Plan {
  const unknown = wish.modules.find((module) => module.kind === "unknown");
  if (unknown) return askModule(unknown.asked, wish, scene);
  const puzzling = wish.modules.find((module) => module.kind === "puzzling");
  if (puzzling) return askSettings(puzzling, wish, scene);
  const name = wish.name?.toLowerCase() ?? freeName("box", scene);
  const wrong = wrongWithName(name);
  if (wrong !== undefined) return askName(wrong, name, wish, scene);
  const modules = wish.modules.flatMap((module) => {
    if (module.kind !== "known") return [];
    const { settings } = module;
    return [{ name: module.name, ...(Object.keys(settings).length > 0 && { settings }) }];
  });
  const { autostart } = wish;
  const args = { name, modules, ...(autostart !== undefined && { autostart }) };
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

function askModule(asked: string, wish: CreateWish, scene: Scene): Ask {
  const known = (scene.modules ?? []).map(({ name }) => name);
  const [near] = nearest(asked, known, 1);
  const rest = wish.modules.filter((module) => !(module.kind === "unknown" && module.asked === asked));
  const without = () => planCreate({ ...wish, modules: rest }, scene);
  const withInstead = (modules: ModuleWish[]) =>
    planCreate({ ...wish, modules: [...rest, ...modules] }, scene);
  const chosen =
    near !== undefined && !rest.some((module) => module.kind !== "unknown" && module.name === near)
      ? near
      : undefined;
  const others = rest.filter((module) => module.kind === "unknown").map((module) => module.asked);
  const question =
    chosen !== undefined
      ? `Did you mean **${chosen}**?`
      : `Shall I make ${wish.name ? `**${wish.name.toLowerCase()}**` : "it"} ${withText(rest)}, without ${listText([asked, ...others])}?`;
  return {
    kind: "ask",
    text: `There is no module ${quoted(asked)}. There ${known.length === 1 ? "is" : "are"} ${listText(known)}. ${question}`,
    resume: (answer) => {
      if (isYes(answer)) {
        if (chosen !== undefined) return withInstead(modulesIn(chosen, scene.modules));
        return planCreate({ ...wish, modules: rest.filter((module) => module.kind !== "unknown") }, scene);
      }
      if (/^(?:just )?(?:without|leave it out|skip|drop|ignore|go without)\b/i.test(answer)) return without();
      const words = answer
        .replace(/^(?:no[, ]+)?(?:use|take|with|i mean|i meant|then|make it|put)\s+/i, "")
        .replace(/\s+(?:instead|then)$/i, "");
      const named = modulesIn(words, scene.modules);
      return named.length > 0 && named.every((module) => module.kind === "known")
        ? withInstead(named)
        : undefined;
    },
  };
}

function askSettings(puzzling: ModuleWish & { kind: "puzzling" }, wish: CreateWish, scene: Scene): Ask {
  const settings = findModule(puzzling.name, scene.modules ?? [])?.settings.map(({ name }) => name) ?? [];
  const takes = settings.length > 0 ? `It takes ${listText(settings)}.` : "It has no settings.";
  const settled: ModuleWish = {
    kind: "known",
    name: puzzling.name,
    settings: puzzling.settings,
    asked: puzzling.name,
  };
  const modules = wish.modules.map((module) => (module === puzzling ? settled : module));
  return {
    kind: "ask",
    text: `I did not understand ${quoted(puzzling.words)} for ${puzzling.name}. ${takes} Shall I go on without it?`,
    resume: (answer) => (isYes(answer) ? planCreate({ ...wish, modules }, scene) : undefined),
  };
}

function askName(wrong: string, name: string, wish: CreateWish, scene: Scene): Ask {
  return askOtherName(wrong, proposedName(name, scene), (free) => planCreate({ ...wish, name: free }, scene));
}

function askOtherName(wrong: string, proposal: string, then: (name: string) => Plan): Ask {
  const rule = wrong.includes(containerNameRule) ? "" : ` (The rule: ${containerNameRule}.)`;
  return {
    kind: "ask",
    text: `${wrong}${rule} Shall I call it **${proposal}**? Say yes, or another name.`,
    resume: (answer) => {
      if (isYes(answer)) return then(proposal);
      const name = nameIn(answer, { renameOnly: false });
      return name === undefined ? undefined : then(name);
    },
  };
}

// "call it web", "web then", or just "web".
function nameIn(answer: string, { renameOnly }: { renameOnly: boolean }): string | undefined {
  const named =
    /^(?:no[, ]+)?(?:call it|name it|use|take|make it|then call it|as|under|try)\s+["'`]?([^\s"'`]+)["'`]?(?: instead| then)?$/i.exec(
      answer,
    )?.[1];
  const bare = /^["'`]?([A-Za-z][\w-]*)["'`]?(?: then| instead)?$/.exec(answer)?.[1];
  return (named ?? (renameOnly ? undefined : bare))?.toLowerCase();
}

function notesOn(wish: CreateWish, name: string): string[] {
  const slips = wish.modules.flatMap((module) =>
    module.kind === "known" && module.asked.toLowerCase() !== module.name
      ? [`I took ${quoted(module.asked)} for ${module.name}.`]
      : [],
  );
  return wish.name === undefined ? [`You gave no name, so it was to be **${name}**.`, ...slips] : slips;
}

function withText(modules: readonly ModuleWish[]): string {
  const known = modules.flatMap((module) => (module.kind === "unknown" ? [] : [module.name]));
  return known.length === 0 ? "plain" : `with ${bold(known).replaceAll("**", "")}`;
}

function quoted(text: string): string {
  const line = text.replace(/[`*_[\]<>\s]+/g, " ").trim();
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`;
}
