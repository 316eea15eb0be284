import { names, type Scene } from "../scene.ts";
import { targetsIn } from "./targets.ts";

/** A wish to change what a container is made of, in its words. */
export interface UpdateWords {
  /** As it was named; undefined if it was not. */
  container: string | undefined;
  add?: string;
  remove?: string;
  /** Settings: "the user name of git", "Ada". */
  set?: { what: string; to: string };
  autostart?: boolean;
}

const at =
  "(?:the |my )?(?:container |box |machine )?([a-z0-9][\\w-]*|the other(?: one)?)(?: container| box)?(?:'s)?";
const addVerbs = "add|install|put|enable|include|activate|get|set up|setup";
const removeVerbs =
  "remove|uninstall|delete|drop|disable|take out|throw out|throw|get rid of|kick|deactivate|take|purge|erase";

interface Form {
  pattern: RegExp;
  /** True if the words could be about anything, so that only a known container makes it this wish. */
  loose?: boolean;
  read(parts: string[]): UpdateWords;
}

const form = (text: string, read: Form["read"], loose = false): Form => ({
  pattern: new RegExp(`^${text.replaceAll("{at}", at)}(?: too| as well| also)?$`, "i"),
  read,
  loose,
});

// In this order: what says most comes first.
const forms: readonly Form[] = [
  form(
    "(?:replace|swap|exchange) (.+?) (?:with|for|by) (.+?) (?:in|on|inside) {at}",
    ([remove = "", add = "", container]) => ({ container, add, remove }),
  ),
  form(
    "(?:use|put|take) (.+?) instead of (.+?) (?:in|on|inside) {at}",
    ([add = "", remove = "", container]) => ({ container, add, remove }),
  ),
  form(
    "switch {at} from (.+?) to (.+)",
    ([container, remove = "", add = ""]) => ({ container, add, remove }),
    true,
  ),
  form(
    "(?:set|change|configure) {at} (.+?) (?:to|=|as) (.+)",
    ([container, what = "", to = ""]) => ({ container, set: { what, to } }),
    true,
  ),
  form(
    "(?:set|change|configure) (.+?) (?:in|on|of|for) {at} (?:to|=|as) (.+)",
    ([what = "", container, to = ""]) => ({ container, set: { what, to } }),
  ),
  form(
    "(?:set|change|configure) (.+?) (?:to|=) (.+?) (?:in|on|for|of) {at}",
    ([what = "", to = "", container]) => ({ container, set: { what, to } }),
  ),
  form("(?:in|on) {at},? (?:set|change) (.+?) (?:to|=) (.+)", ([container, what = "", to = ""]) => ({
    container,
    set: { what, to },
  })),
  ...autostartForms(),
  form(
    `(?:also )?(?:${addVerbs}) (?:me )?(.+?) (?:to|in|into|on|onto|inside|for) {at}`,
    ([add = "", container]) => ({ container, add }),
  ),
  form(
    `(?:${removeVerbs}) (.+?) (?:from|in|out of|on|inside|off|again from) {at}`,
    ([remove = "", container]) => ({ container, remove }),
  ),
  form(`(?:in|on|to|from) {at},? (?:${addVerbs}) (.+)`, ([container, add = ""]) => ({ container, add })),
  form("give {at} (.+)", ([container, add = ""]) => ({ container, add }), true),
  form(
    "{at} (?:needs|should (?:also )?(?:have|get)|could use|wants|must have|gets) (.+)",
    ([container, add = ""]) => ({ container, add }),
    true,
  ),
  form(
    "(?:i|we) (?:don't|do not|no longer) need (.+?) (?:in|on) {at}(?: any ?more| any longer)?",
    ([remove = "", container]) => ({ container, remove }),
  ),
  form(
    "{at} (?:does not|doesn't|no longer) needs? (.+?)(?: any ?more| any longer)?",
    ([container, remove = ""]) => ({ container, remove }),
    true,
  ),
  form(
    "(?:i (?:also )?(?:need|want|would like|'d like)|i'd like|we need|(?:can|could|may) i (?:have|get)) (.+?) (?:in|on|inside) {at}",
    ([add = "", container]) => ({ container, add }),
    true,
  ),
  form("(?:also )?(?:add|install|enable) (.+)", ([add = ""]) => ({ container: undefined, add })),
  form("(?:uninstall|remove|disable|drop) (.+?)(?: again)?", ([remove = ""]) => ({
    container: undefined,
    remove,
  })),
];

function autostartForms(): Form[] {
  const automatically =
    "(?:automatically|with the host|on boot|at boot|at startup|on startup|when the host (?:starts|boots))";
  const on = ([container]: string[]): UpdateWords => ({ container, autostart: true });
  const off = ([container]: string[]): UpdateWords => ({ container, autostart: false });
  return [
    form(`(?:make|let|have) {at} (?:auto-?start|start (?:up )?${automatically})`, on),
    form(`{at} should (?:auto-?start|start (?:up )?${automatically})`, on, true),
    form(`(?:start|boot) {at} ${automatically}`, on),
    form("(?:enable|turn on|switch on|activate) auto-?start (?:for|of|in|on) {at}", on),
    form(`(?:don't|do not|never) (?:auto-?start|start) {at}(?: ${automatically})`, off),
    form(`{at} should not (?:auto-?start|start (?:up )?${automatically})`, off, true),
    form("(?:disable|turn off|switch off|deactivate) auto-?start (?:for|of|in|on) {at}", off),
  ];
}

/** The update that a clause wishes for; undefined if it is something else. */
export function updateIn(clause: string, scene: Scene): UpdateWords | undefined {
  for (const { pattern, loose, read } of forms) {
    const found = pattern.exec(clause);
    if (!found) continue;
    const words = read(found.slice(1));
    if (loose && !isKnown(words.container, scene)) continue;
    return words;
  }
  return undefined;
}

function isKnown(word: string | undefined, scene: Scene): boolean {
  const targets = targetsIn(word ?? "", scene);
  return targets.kind === "these" && targets.names.every((name) => names(scene).includes(name));
}
