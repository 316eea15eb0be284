import { act, call, type Plan } from "../plan.ts";
import { meant } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { afterVerb, lookVerbs } from "../vocabulary/verbs.ts";
import { askWhich } from "./which.ts";

const containersWord = /\b(?:containers?|box(?:es)?|machines?|vms?|servers?)\b/i;
const question =
  /^(?:what|what's|whats|which|how|how's|hows|is|are|was|were|did|does|do|has|have|where|where's|who|when|why|any|anything|got|tell me|status|state|info|information|details|ip|address|the (?:ip|address|status|state))\b/i;
const modulesWord = /\b(?:modules?|catalogue|catalog|building blocks?|packages?|software|components?)\b/i;
const canInstall =
  /\b(?:what|which)\b.*\b(?:install|available|offer|choose|choose from|put in(?:to)?|include|support|supported)\b/i;
const operationsWord =
  /\b(?:operations?|in progress|under ?way|jobs?|tasks?|progress)\b|^(?:what are you doing|what is going on|what's going on|what's happening|what is happening|how far (?:is|are|along)\b.*|is it (?:done|ready|finished)(?: yet)?|are you (?:done|ready|finished)(?: yet)?|still (?:building|working).*|is (?:the|it) (?:build|operation|job)?.*\b(?:finished|done|ready|over)(?: yet)?)$/i;
const hostWord =
  /\b(?:host|disk|memory|ram|nix version|health|healthy|hypervisor|homelab|checklist)\b|^(?:how are you|is (?:everything|all) (?:ok|okay|fine|well|all right|alright)|everything (?:ok|okay|fine)|are you (?:ok|okay|well|healthy))$/i;
const ofIt =
  /^(?:(?:show|tell|give)(?: me| us)? |what(?:'s| is| are) )?(?:its|it's) (?:ip|ip address|address|status|state|details|info|modules)$/i;
const listQuestion =
  /\b(?:runn?ing|what have i|what do i have|what i have|do i have|have i got|my containers|exists?|there|up)\b/i;

/** Questions and views that change nothing. Each knows its words; the more special comes first. */
export function readLook(words: string, scene: Scene): Plan | undefined {
  const clause = words
    .replace(/^(?:show|tell|give) (?:me |us )?(?:everything|all|more) (?:about|on|of) (?=\S+$)/i, "show ")
    .replace(/^(?:show|tell|let|give) (?:me|us)(?: know| see)? (?=what|which|how|where|if|all|every)/i, "");
  return (
    readModules(clause, scene) ??
    readOperations(clause) ??
    readHost(clause, scene) ??
    readShow(clause, scene) ??
    readList(clause)
  );
}

function looks(clause: string): boolean {
  return (
    afterVerb(clause, lookVerbs) !== undefined ||
    question.test(clause) ||
    /^(?:give me|get me|i want to (?:see|know)|i need)\b/i.test(clause)
  );
}

function readModules(clause: string, scene: Scene): Plan | undefined {
  if (namesIn(clause, scene).length > 0) return undefined;
  const bare = /^(?:all )?(?:the )?(?:available )?(?:modules?|catalogue|catalog|packages)$/i.test(clause);
  if (bare || (looks(clause) && (modulesWord.test(clause) || canInstall.test(clause))))
    return act([call("list_modules")]);
  const about =
    /^(?:what(?:'s| is| does)|tell me about|describe|explain)\s+(?:the )?([\w-]+)(?: module)?(?: do| for)?$/i.exec(
      clause,
    )?.[1];
  const name = about?.toLowerCase() ?? "";
  const tokens = clause.toLowerCase().split(/[^a-z0-9-]+/);
  const isModule = scene.modules?.some((module) => module.name === name);
  const ofModule = question.test(clause) && scene.modules?.some((module) => tokens.includes(module.name));
  const askedFor =
    /^(?:do you (?:have|know|support|offer)|can i (?:get|use|have|install)|is there) (?:a |an |any )?[\w.+-]+(?: module)?$/i.test(
      clause,
    ) && !containersWord.test(clause);
  return isModule || ofModule || askedFor ? act([call("list_modules")]) : undefined;
}

function readOperations(clause: string): Plan | undefined {
  const id = /\bop-[A-Za-z0-9-]+\b/.exec(clause)?.[0];
  if (id !== undefined && (looks(clause) || /^(?:watch|wait|follow|op-)/i.test(clause))) {
    return act([call("watch_operation", { operation: id })]);
  }
  if (
    /^(?:(?:show (?:me )?(?:the )?)?history|recent changes|what happened(?: recently| lately| so far)?|what went wrong|what failed|why did (?:it|that|this) (?:fail|not work|break|go wrong)|what did you do)$/i.test(
      clause,
    )
  ) {
    return act([call("list_operations")]);
  }
  const bare = /^(?:recent |last |all )?(?:operations|jobs|tasks)$/i.test(clause);
  if (
    !bare &&
    !(operationsWord.test(clause) && looks(clause)) &&
    !/^still (?:building|working)/i.test(clause)
  )
    return undefined;
  const past = /\b(?:recent|last|latest|past|ended|all|history)\b/i.test(clause);
  return act([call("list_operations", past ? {} : { underway_only: true })]);
}

function readHost(clause: string, scene: Scene): Plan | undefined {
  if (/^(?:status|system status)$/i.test(clause)) return act([call("list_containers"), call("host_status")]);
  if (namesIn(clause, scene).length > 0 || !hostWord.test(clause)) return undefined;
  const bare =
    /^(?:the )?(?:host|health|disk|memory|checklist)(?: status| state| space| usage| check| info)?$/i.test(
      clause,
    );
  return bare || looks(clause) ? act([call("host_status")]) : undefined;
}

function readShow(clause: string, scene: Scene): Plan | undefined {
  const show = (these: readonly string[]) => act(these.map((name) => call("show_container", { name })));
  const known = namesIn(clause, scene);
  const only = meant(scene);
  if (ofIt.test(clause)) return only === undefined ? askWhich("show", scene, show) : show([only]);
  const bare = /^(\S+)\s+(?:status|state|info|details|ip|address)$/i.exec(clause)?.[1];
  if (known.length > 0 && (looks(clause) || bare !== undefined)) return show(known);
  const named =
    bare ??
    /^(?:show|describe|inspect|check|status of|state of|details of|info (?:on|about|of)|tell me about|how is|how's|look at|is)\s+(?:me |the |my )*(?:container |box |status of |state of |details of )*([a-z][\w-]*)(?: container| box)?(?: doing| running| up| stopped| status| details)?$/i.exec(
      clause,
    )?.[1];
  if (named === undefined) return undefined;
  if (/^(?:it|that|this|there)$/i.test(named)) {
    return only === undefined ? askWhich("show", scene, show) : show([only]);
  }
  return /^(?:all|everything|anything|containers?|box|boxes|system|me|status|more)$/i.test(named)
    ? undefined
    : show([named.toLowerCase()]);
}

function readList(clause: string): Plan | undefined {
  const bare =
    /^(?:list|ls|ps|overview|containers|(?:my |all |all my )?(?:containers|boxes|machines)|show|show all|show everything|everything|all|list all|list everything|list them|show them|list (?:it|mine)|running|what now runs)$/i;
  const hit =
    bare.test(clause) ||
    (looks(clause) && containersWord.test(clause) && !/\bhow (?:do|can|to)\b/i.test(clause)) ||
    (question.test(clause) && listQuestion.test(clause) && clause.split(" ").length <= 7);
  return hit ? act([call("list_containers")]) : undefined;
}

function namesIn(clause: string, scene: Scene): string[] {
  const tokens = clause
    .toLowerCase()
    .replace(/'s\b/g, "")
    .split(/[^a-z0-9-]+/);
  return names(scene).filter((name) => tokens.includes(name));
}
