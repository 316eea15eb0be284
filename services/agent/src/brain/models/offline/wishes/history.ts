import { act, call, type Plan, say } from "../plan.ts";
import { meant } from "../read/targets.ts";
import type { Scene } from "../scene.ts";
import { type Entry, onContainer, reader } from "./phrasebook.ts";
import { askWhich } from "./which.ts";

const history = (name: string) => act([call("container_history", { name })]);
const rollback = (name: string, generation?: string) =>
  act([call("rollback_container", { name, ...(generation && { generation: Number(generation) }) })]);

const table: readonly Entry[] = [
  {
    phrases: [
      "[show|show me|give me|tell me|see|list] [the] (history|generations|versions|changes) (of|for|in|on) {container}",
      "[show|show me|list] {container} (history|generations|versions|changes)",
      "(what|what has|what's|what is|what have) (changed|changed recently|been changed|different|new) (in|on|with|about) {container} {time}",
      "(what|what has|what's|what is|what have) (changed|changed recently|been changed|different|new) (in|on|with|about) {container}",
      "when (did|was|has) {container} [last] (change|changed|updated|update|been updated|been changed)",
      "what did (i|you|we|somebody|someone) [last] (change|do) (in|on|to|with) {container} {time}",
      "what did (i|you|we|somebody|someone) [last] (change|do) (in|on|to|with) {container}",
    ],
    plan: onContainer("show the history of", history),
  },
  {
    phrases: [
      "what (changed|has changed|was changed|is new|is different) {time}",
      "what (changed|has changed|is new)",
    ],
    plan: (_filled, scene) => {
      const only = meant(scene);
      return only === undefined ? act([call("list_operations")]) : history(only);
    },
  },
  {
    phrases: [
      "(roll back|rollback|revert|undo|reset) {container} [back] to (generation|version|gen|state|number) {number}",
      "(roll|put|set|take|switch|turn) {container} back to (generation|version|gen|state|number) {number}",
      "go back to (generation|version|gen|state|number) {number} (of|in|on|for|with) {container}",
      "go back to (generation|version|gen|state|number) {number}",
      "(undo|revert|take back|roll back) [the|my|that|this] [last|latest|newest|recent] (change|changes|update|updates) (to|of|in|on|for|from) {container}",
      "(undo|revert) (that|this|it|everything) (in|on|for) {container}",
      "go back to [the|its|my] (previous|last|old|older|earlier|former|one before) (generation|version|state|one|system) (of|in|on|for|with) {container}",
      "(roll|put|set|take|switch|turn) {container} back [to] (how it was|the way it was|as it was|like it was|what it was|the previous version|the last version|the old version|one version|a version)",
      "(put|set|make|get) {container} [back] (how it was|the way it was|as it was|like it was|like before|as before|how it was before|the way it was before|like it was before)",
    ],
    plan: onContainer("roll back", (name, { number }) => rollback(name, number)),
  },
  {
    phrases: ["(roll back|rollback|revert) {container}", "(roll|put) {container} back", "undo {container}"],
    plan: (filled, scene) =>
      /^(?:that|this|it)$/i.test(filled.container ?? "")
        ? undoLast(scene)
        : onContainer("roll back", (name) => rollback(name))(filled, scene),
  },
  {
    phrases: [
      "(undo|revert|roll back|rollback|take back|reverse) [the|my|that|this|it] [last|latest|whole] [change|update|thing|step|one|operation|changes|again]",
      "take (that|this|it) back",
      "(undo|revert) what (you|i) (just did|did)",
      "go back [one] [step|version|generation]",
      "go back to [the] (previous|last|old|older|earlier) (generation|version|state)",
      "(that|this|it) was (a mistake|wrong|not what i wanted|a bad idea)",
      "put it back",
    ],
    plan: (_filled, scene) => undoLast(scene),
  },
];

/** Earlier versions of a container: what changed, and back to one. */
export const readHistory = reader(table);

const inverse: Record<string, string> = {
  create_container: "destroy_container",
  start_container: "stop_container",
  stop_container: "start_container",
  update_container: "rollback_container",
  rollback_container: "rollback_container",
  destroy_container: "restore_workspace",
};

// "Undo that": what takes back the last thing that was done.
function undoLast(scene: Scene): Plan {
  const { changed } = scene;
  if (changed === undefined) {
    const only = meant(scene);
    return only === undefined
      ? askWhich("roll back", scene, ([name = ""]) => rollback(name))
      : rollback(only);
  }
  const back = inverse[changed.tool];
  const { name } = changed.arguments;
  if (back === undefined || name === undefined) {
    return say(`That cannot be taken back (${changed.tool.replaceAll("_", " ")}).`);
  }
  const note =
    changed.tool === "destroy_container"
      ? ["Its files are back if it had a workspace; nothing else of it is kept."]
      : [];
  return act([call(back, { name })], note);
}
