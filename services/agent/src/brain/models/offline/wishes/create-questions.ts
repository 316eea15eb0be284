import { containerNameRule, nearest } from "@voxnix/protocol";
import { listText } from "../../../../executor/words.ts";
import type { Ask, Plan } from "../plan.ts";
import { proposedName } from "../read/container-name.ts";
import type { CreateWish } from "../read/create.ts";
import { findModule, type ModuleWish, modulesIn } from "../read/modules.ts";
import type { Scene } from "../scene.ts";
import { isYes } from "../vocabulary/answers.ts";

/** Plans the wish again when an answer has made it clearer. */
export type Replan = (wish: CreateWish, scene: Scene) => Plan;

/** Asks what to do about a module that the catalogue does not have. */
export function askModule(asked: string, wish: CreateWish, scene: Scene, planCreate: Replan): Ask {
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

/** Asks about words after a module that are none of its settings. */
export function askSettings(
  puzzling: ModuleWish & { kind: "puzzling" },
  wish: CreateWish,
  scene: Scene,
  planCreate: Replan,
): Ask {
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

/** Asks for another name, with a proposal that fits the rule. */
export function askName(
  wrong: string,
  name: string,
  wish: CreateWish,
  scene: Scene,
  planCreate: Replan,
): Ask {
  return askOtherName(wrong, proposedName(name, scene), (free) => planCreate({ ...wish, name: free }, scene));
}

/** The same, for what has only a name to change. */
export function askOtherName(wrong: string, proposal: string, then: (name: string) => Plan): Ask {
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

/** The name in an answer: "call it web", or unless `renameOnly` just "web". */
export function nameIn(answer: string, { renameOnly }: { renameOnly: boolean }): string | undefined {
  const named =
    /^(?:no[, ]+)?(?:call it|name it|use|take|make it|then call it|as|under|try)\s+["'`]?([^\s"'`]+)["'`]?(?: instead| then)?$/i.exec(
      answer,
    )?.[1];
  const bare = /^["'`]?([A-Za-z][\w-]*)["'`]?(?: then| instead)?$/.exec(answer)?.[1];
  return (named ?? (renameOnly ? undefined : bare))?.toLowerCase();
}

function withText(modules: readonly ModuleWish[]): string {
  const known = modules.flatMap((module) => (module.kind === "unknown" ? [] : [module.name]));
  return known.length === 0 ? "plain" : `with ${listText(known)}`;
}

/** Words of the user as they can stand in a reply. */
export function quoted(text: string): string {
  const line = text.replace(/[`*_[\]<>\s]+/g, " ").trim();
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`;
}
