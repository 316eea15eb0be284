import { inlineCode } from "../../../../executor/output.ts";
import { act, call, type Plan } from "../plan.ts";
import { meant, targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { afterVerb, runVerbs } from "../vocabulary/verbs.ts";
import { askWhich } from "./which.ts";

const place = "(?:the |my )?(?:container |box )?([a-z][a-z0-9-]*|it|there|that one)(?: container| box)?";
const inFront = new RegExp(
  `^(?:in|on|inside|within) ${place}[,:]? (?:please )?(?:run|execute|exec|do|type|try|call):? (.+)$`,
  "is",
);
const colon = new RegExp(`^(?:in|on|inside) ${place}: (.+)$`, "is");
const verbThenPlace = new RegExp(`^(?:in|on|inside|within) ${place}(?:[:,] | the command )(.+)$`, "is");
const behind = new RegExp(`^(.+?),? (?:in|on|inside|within|inside of) ${place}$`, "is");
const prompted = /^([a-z][a-z0-9-]*)\s?[:$>#] (.+)$/is;

// Programs that nobody takes for an English word at the beginning of a wish.
const programs =
  /^(?:ls|cat|df|du|free|uname|ps|pwd|whoami|id|date|uptime|env|git|systemctl|journalctl|ip|ss|curl|wget|ping|grep|rg|head|find|mkdir|touch|rm|cp|mv|python3?|node|npm|cargo|go|psql|redis-cli|tailscale|nix|hostname|echo) \S/;

/** Running a command: "run git --version in dev", "in dev run …", "dev$ …". Its words are kept as they are. */
export function readCommand(clause: string, scene: Scene): Plan | undefined {
  const front = inFront.exec(clause) ?? colon.exec(clause);
  if (front) return planCommand(front[2], front[1], scene);
  const prompt = prompted.exec(clause);
  if (prompt && names(scene).includes((prompt[1] ?? "").toLowerCase()))
    return planCommand(prompt[2], prompt[1], scene);
  const bare = behind.exec(clause);
  if (bare && programs.test(clause) && names(scene).includes((bare[2] ?? "").toLowerCase()))
    return planCommand(bare[1], bare[2], scene);
  const rest = afterVerb(clause, runVerbs);
  if (rest === undefined || startsContainer(rest, scene)) return undefined;
  const placed = verbThenPlace.exec(rest);
  if (placed) return planCommand(placed[2], placed[1], scene);
  const end = behind.exec(rest);
  return end ? planCommand(end[1], end[2], scene) : planCommand(rest, undefined, scene);
}

function planCommand(words: string | undefined, where: string | undefined, scene: Scene): Plan | undefined {
  const command = unquoted((words ?? "").replace(/^(?:the )?(?:command|program|cmd)s?:? (?=\S)/i, "").trim());
  const run = (these: readonly string[]) => act(these.map((name) => call("run_command", { name, command })));
  if (command === "") return undefined;
  const targets = where === undefined ? { kind: "none" as const } : targetsIn(where, scene);
  if (targets.kind === "these") return run(targets.names);
  const only = where === undefined ? meant(scene) : undefined;
  return only === undefined ? askWhich(`run ${inlineCode(command)} in`, scene, run) : run([only]);
}

// "run dev" starts it, "run a box with git" makes one.
function startsContainer(rest: string, scene: Scene): boolean {
  return (
    /^(?:me |us )?(?:a|an|another|a new) /i.test(rest) ||
    /^(?:it|that|this)$/i.test(rest) ||
    names(scene).includes(rest.toLowerCase().replace(/^(?:the |my )?(?:container |box )?/, ""))
  );
}

// Quotes around the whole command are the user's, not the shell's.
function unquoted(text: string): string {
  const inner = /^```(?:\w*\n)?([\s\S]*)```$|^`([^`]*)`$|^"([^"]*)"$|^'([^']*)'$/.exec(text);
  return (inner?.slice(1).find((part) => part !== undefined) ?? text).trim();
}
