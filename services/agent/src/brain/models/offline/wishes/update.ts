import { act, call, type Plan } from "../plan.ts";
import { type ModuleWish, modulesIn } from "../read/modules.ts";
import { settingsIn } from "../read/settings.ts";
import { meant } from "../read/targets.ts";
import { type UpdateWords, updateIn } from "../read/update.ts";
import { names, type Scene } from "../scene.ts";
import type { SeenModule } from "../sight.ts";
import { noPackages } from "../vocabulary/aliases.ts";
import { isYes } from "../vocabulary/answers.ts";
import { quoted } from "./create-questions.ts";
import { containerNamed } from "./phrasebook.ts";
import { askWhich } from "./which.ts";

const previews =
  /^(?:preview|dry[- ]?run|(?:show|tell) me what (?:would|will) (?:change|happen) (?:if|when) (?:i|we|you)|what (?:would|will) (?:change|happen) (?:if|when) (?:i|we|you)|what happens (?:if|when) (?:i|we|you)|what if (?:i|we)|what would it (?:change|do) to)\s+(.*)$/i;

/** Adding and removing what a container is made of: "add ripgrep to dev", "uninstall git from it". */
export function readUpdate(said: string, scene: Scene): Plan | undefined {
  const preview = previews.exec(said)?.[1];
  const clause = (preview ?? said).replace(
    /^(add|install|remov|uninstall|enabl|disabl|replac|drop)ing\b/i,
    (_all, stem: string) => (/^(?:remov|enabl|disabl|replac)$/i.test(stem) ? `${stem}e` : stem),
  );
  const words = updateIn(settingsBeforePlace(clause), scene);
  if (words === undefined || isForNewContainer(words, scene)) return undefined;
  const found = changeIn(words, scene);
  if (found === undefined || "kind" in found) return found;
  const { change } = found;
  const update = (name: string) =>
    act([
      call("update_container", { name, ...change, ...(preview !== undefined && { preview_only: true }) }),
    ]);
  if (words.container !== undefined) {
    const name = containerNamed(words.container, scene);
    return name === undefined ? undefined : update(name);
  }
  const holding = words.remove === undefined ? [] : holders(words.remove, scene);
  const only = meant(scene) ?? (holding.length === 1 ? holding[0] : undefined);
  return only === undefined ? askWhich("change", scene, ([name = ""]) => update(name)) : update(only);
}

// "Add tailscale to dev with the secret x": what belongs to the module stands behind the container.
function settingsBeforePlace(clause: string): string {
  return clause.replace(
    /^(\S+ .+?) ((?:to|in|into|on|onto) \S+),? ((?:with|using|as|from) (?:the |my )?(?:secret|key|name|email|port|variable) .+)$/i,
    "$1 $3 $2",
  );
}

type Change = Record<string, unknown>;

function changeIn(
  { add, remove, set, autostart }: UpdateWords,
  scene: Scene,
): { change: Change } | Plan | undefined {
  if (autostart !== undefined) return { change: { autostart } };
  if (set) {
    const change = settingChange(set, scene.modules ?? []);
    return change && { change };
  }
  const added = add === undefined ? [] : modulesIn(add, scene.modules);
  const removed = remove === undefined ? [] : modulesIn(remove, scene.modules);
  // "Remove dev and everything in it" is no wish for packages.
  if (
    [...added, ...removed].some((one) => "asked" in one && names(scene).includes(one.asked.toLowerCase()))
  ) {
    return undefined;
  }
  const unclear = [...added, ...removed].find(({ kind }) => kind === "unknown" || kind === "puzzling");
  if (unclear) return added.length === 0 ? undefined : askUnclear(unclear, scene);
  if (added.length + removed.length === 0) return undefined;
  const change = {
    ...lists("add", added, ({ name, settings }) => ({
      name,
      ...(Object.keys(settings).length > 0 && { settings }),
    })),
    ...lists("remove", removed, ({ name }) => name),
  };
  return { change };
}

type Known = ModuleWish & { kind: "known" };

function lists(
  verb: "add" | "remove",
  wishes: readonly ModuleWish[],
  asModule: (one: Known) => unknown,
): Change {
  const modules = wishes.flatMap((one) => (one.kind === "known" ? [asModule(one)] : []));
  const packages = wishes.flatMap((one) => (one.kind === "package" ? [one.name] : []));
  return {
    ...(modules.length > 0 && { [`${verb}_modules`]: modules }),
    ...(packages.length > 0 && { [`${verb}_packages`]: packages }),
  };
}

// "a database": a kind of thing, and nixpkgs knows names.
function askUnclear(unclear: ModuleWish, scene: Scene): Plan | undefined {
  if (unclear.kind === "puzzling" || scene.modules === undefined) return undefined;
  const asked = "asked" in unclear ? unclear.asked : "";
  if (noPackages.test(asked)) return undefined;
  return {
    kind: "ask",
    text: `I know no module or package by the name ${quoted(asked)}. Shall I look for packages of that kind?`,
    resume: (answer) => (isYes(answer) ? act([call("find_packages", { query: asked })]) : undefined),
  };
}

// "Set the user name of git to Ada": the module is named, or the only one that has such a setting.
function settingChange(
  { what, to }: { what: string; to: string },
  catalogue: readonly SeenModule[],
): Change | undefined {
  const words = what.toLowerCase().split(/[^a-z0-9-]+/);
  const named = catalogue.filter(({ name }) => words.includes(name));
  const rest = what.replace(/\b(?:the|its|of|for|in|setting|'s)\b/gi, " ");
  for (const module of named.length > 0 ? named : catalogue) {
    const setting = rest
      .replace(new RegExp(`\\b${module.name}\\b`, "i"), " ")
      .replace(/\s+/g, " ")
      .trim();
    const { settings, left } = settingsIn(
      `${shortNames[setting.toLowerCase()] ?? setting} ${quotedIfSeveral(to)}`,
      module,
    );
    if (left === "" && Object.keys(settings).length > 0)
      return { add_modules: [{ name: module.name, settings }] };
  }
  return undefined;
}

const shortNames: Record<string, string> = {
  name: "userName",
  email: "userEmail",
  mail: "userEmail",
  branch: "defaultBranch",
};

function quotedIfSeveral(text: string): string {
  return /\s/.test(text) && !/^["']/.test(text) ? `"${text}"` : text;
}

// "Add a box with git" is a new one, "remove dev" the end of one.
function isForNewContainer({ container, add = "", remove = "" }: UpdateWords, scene: Scene): boolean {
  if (
    /^(?:me |us )?(?:a|an|another|one|new|my own)\b.*\b(?:container|box|machine|vm|server|environment)\b/i.test(
      add,
    )
  )
    return true;
  if (container !== undefined || remove === "") return false;
  return modulesIn(remove, scene.modules).every(
    (one) => one.kind !== "known" && !("asked" in one && holders(one.asked, scene).length > 0),
  );
}

// The containers that have a package of this name, as far as their facts say.
function holders(word: string, scene: Scene): string[] {
  const wanted = word.toLowerCase();
  const has = (facts: string) =>
    facts
      .toLowerCase()
      .split(/[^\w.+-]+/)
      .includes(wanted);
  return (scene.containers ?? []).filter(({ facts }) => has(facts)).map(({ name }) => name);
}
