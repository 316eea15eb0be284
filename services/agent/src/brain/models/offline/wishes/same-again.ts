import { act, call, type Plan } from "../plan.ts";
import { modulesIn } from "../read/modules.ts";
import { targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import type { Exchange } from "../sight.ts";
import { isNo, isYes } from "../vocabulary/answers.ts";
import { allVerbs } from "../vocabulary/verbs.ts";

const repeatable =
  /^(?:(?:start|stop|restart|destroy|show|update|inspect)_container|container_(?:logs|history)|run_command|snapshot_workspace)$/;
const wordings: readonly RegExp[] = [
  /^(?:and|also|now|then|same for|the same for|same with|the same with|same on|(?:the )?same in|ditto for) (?:in |on |of |for )?(.+?)(?: too| also| as well)?$/i,
  /^(.+?) (?:too|also|as well)$/i,
  /^((?:the )?other(?: one| container| box)?)$/i,
  /^(?:no|nope|sorry|oops|wait)[, ]+(?:not that one[, ]+)?(?:i (?:mean|meant) )?(?:in |on )?(.+?)(?: instead)?$/i,
  /^(?:i (?:mean|meant)|(?:in|on) ) ?(.+?)(?: instead)?$/i,
  /^(.+?) instead$/i,
];

/** "and web", "the other one", "same for web": what was done before, with another container. */
export function readSameAgain(said: string, before: Exchange | undefined, scene: Scene): Plan | undefined {
  const calls = before?.rounds.flat().map(({ call }) => call) ?? [];
  const [model] = calls;
  if (model === undefined || !repeatable.test(model.tool) || calls.some(({ tool }) => tool !== model.tool))
    return undefined;
  const words = said.trim().replace(/(?:,?\s+(?:please|pls))?[.!?]*$/i, "");
  const which = wordings.map((wording) => wording.exec(words)?.[1]).find((found) => found !== undefined);
  const targets = targetsIn(which ?? "", scene);
  if (targets.kind !== "these" || targets.names.some((name) => !names(scene).includes(name)))
    return undefined;
  const again = (these: readonly string[]) =>
    act(these.map((name) => ({ tool: model.tool, arguments: { ...model.arguments, name } })));
  return again(targets.names);
}

const furtherWordings: readonly RegExp[] = [
  /^(?:and|also|plus|oh and|and also) ([^\s]+(?:(?:,| and|, and) [^\s]+)*?)(?: too| also| as well)?$/i,
  /^([^\s]+(?: and [^\s]+)?) (?:too|also|as well)$/i,
];

/** "And htop too" after a container was made or changed: that as well, in the same one. */
export function readMore(said: string, before: Exchange | undefined, scene: Scene): Plan | undefined {
  const last = before?.rounds.flat().at(-1)?.call;
  const { name } = last?.arguments ?? {};
  if (last === undefined || !/^(?:create|update)_container$/.test(last.tool)) return undefined;
  const words = said.trim().replace(/(?:,?\s+(?:please|pls))?[.!?]*$/i, "");
  const which = furtherWordings
    .map((wording) => wording.exec(words)?.[1])
    .find((found) => found !== undefined);
  const wishes = which === undefined ? [] : modulesIn(which, scene.modules);
  const modules = wishes.flatMap((one) => (one.kind === "known" ? [{ name: one.name }] : []));
  const packages = wishes.flatMap((one) => (one.kind === "package" ? [one.name] : []));
  const spoken = [...packages, ...names(scene)].some((word, index, all) => all.indexOf(word) !== index);
  if (modules.length + packages.length !== wishes.length || wishes.length === 0 || spoken) return undefined;
  if (packages.some((word) => allVerbs.includes(word.toLowerCase()) || isYes(word) || isNo(word)))
    return undefined;
  return act([
    call("update_container", {
      name,
      ...(modules.length > 0 && { add_modules: modules }),
      ...(packages.length > 0 && { add_packages: packages }),
    }),
  ]);
}
