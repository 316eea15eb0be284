export type ChangeVerb = "start" | "stop" | "restart" | "destroy";

/** Words at the beginning of a wish that change a container, in one word or several. */
export const changeVerbs: Record<ChangeVerb, readonly string[]> = {
  restart: ["restart", "reboot", "bounce", "cycle", "power cycle", "relaunch", "re-start"],
  start: [
    "start",
    "start up",
    "boot",
    "boot up",
    "turn on",
    "switch on",
    "power on",
    "power up",
    "bring up",
    "fire up",
    "wake up",
    "wake",
    "resume",
    "launch",
    "run",
  ],
  stop: [
    "stop",
    "halt",
    "shut down",
    "shutdown",
    "shut off",
    "turn off",
    "switch off",
    "power off",
    "power down",
    "bring down",
    "take down",
    "suspend",
    "pause",
    "kill",
  ],
  destroy: [
    "destroy",
    "delete",
    "remove",
    "get rid of",
    "throw away",
    "tear down",
    "rm",
    "erase",
    "wipe",
    "nuke",
    "trash",
    "drop",
    "scrap",
    "dispose of",
    "purge",
  ],
};

/** "turn dev off": verbs whose second word stands after the container. */
export const splitVerbs: readonly { first: RegExp; last: RegExp; verb: ChangeVerb }[] = [
  { first: /^(?:turn|switch|power|shut)\s+/i, last: /\s+off$/i, verb: "stop" },
  { first: /^(?:shut|bring|take|power)\s+/i, last: /\s+down$/i, verb: "stop" },
  { first: /^(?:turn|switch|power)\s+/i, last: /\s+on$/i, verb: "start" },
  { first: /^(?:bring|boot|start|fire|wake|power)\s+/i, last: /\s+(?:back\s+)?up$/i, verb: "start" },
  { first: /^throw\s+/i, last: /\s+away$/i, verb: "destroy" },
  { first: /^tear\s+/i, last: /\s+down$/i, verb: "destroy" },
];

/** Words that begin a wish for a new container. */
export const createVerbs = [
  "create",
  "make",
  "build",
  "set up",
  "setup",
  "spin up",
  "spin me up",
  "set me up with",
  "provision",
  "deploy",
  "prepare",
  "generate",
  "new",
  "compose",
] as const;

/** Words that can begin one, if a container is what follows. */
export const wantVerbs = [
  "give me",
  "gimme",
  "get me",
  "i want",
  "i need",
  "i'd like",
  "i would like",
  "i'd love",
  "want",
  "need",
  "can i have",
  "can i get",
  "could i have",
  "could i get",
  "may i have",
  "add",
  "launch",
  "run",
  "start",
  "bring up",
  "fire up",
] as const;

export const lookVerbs = [
  "show",
  "list",
  "describe",
  "inspect",
  "display",
  "print",
  "view",
  "see",
  "check",
  "tell me",
  "look at",
  "tail",
  "watch",
] as const;
export const runVerbs = ["run", "execute", "exec"] as const;
export const cancelVerbs = ["cancel", "abort"] as const;

/** What a new wish in the same message can begin with. */
export const allVerbs: readonly string[] = [
  ...Object.values(changeVerbs).flat(),
  ...createVerbs,
  ...wantVerbs.filter((verb) => verb !== "add"),
  ...lookVerbs,
  ...runVerbs,
  ...cancelVerbs,
  "what is",
  "what's",
  "which",
  "how is",
  "is",
  "turn",
  "shut",
  "switch",
];

/** What follows a verb at the beginning of a text; undefined if it does not begin so. */
export function afterVerb(text: string, verbs: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const longest = verbs
    .filter((verb) => lower === verb || lower.startsWith(`${verb} `))
    .sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : text.slice(longest.length).trim();
}
