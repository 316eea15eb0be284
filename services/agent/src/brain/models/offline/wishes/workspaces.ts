import { act, call } from "../plan.ts";
import type { Scene } from "../scene.ts";
import { containerNamed, type Entry, onContainer, reader } from "./phrasebook.ts";

const restore = (name: string) => act([call("restore_workspace", { name })]);

const table: readonly Entry[] = [
  {
    phrases: [
      "[show|list|show me|list me|see] [the|my|all|all my] (snapshots|backups|copies) [of|for|from] {container}",
      "[show|list|show me] {container} (snapshots|backups|copies)",
      "what (snapshots|backups|copies) [are there|do i have|exist] (of|for) {container}",
      "(which|what) (snapshots|backups|copies) does {container} have",
    ],
    plan: onContainer("show the snapshots of", (container) => act([call("list_workspaces", { container })])),
  },
  {
    phrases: [
      "[show|list|show me|list me|see|what are] [the|my|all|all my] (workspaces|snapshots|backups|trash)",
      "(what|what's|what is|is there anything|anything|show me what is|show what is) [is] in [the|my] trash",
      "(which|what) (workspaces|snapshots|backups) (are there|do i have|have i|exist)",
      "(do i have|are there) [any] (workspaces|snapshots|backups)",
    ],
    plan: () => act([call("list_workspaces")]),
  },
  {
    phrases: [
      "(take|make|create|do) (a|another|one) (snapshot|backup|copy) of {container} (called|named|with the label|labelled|as) {words}",
      "(take|make|create|do) (a|another|one) (snapshot|backup) of {container}",
      "(take|make|create|do) (a|another|one) (snapshot|backup) of [the] (workspace|files|data) (of|in) {container}",
      "(take|make|create) (a|another|one) {container} (snapshot|backup)",
      "(snapshot|back up|backup) [the] [workspace of|files of|data of|files in] {container}",
      "(back up|backup|save) {container} (workspace|files|data)",
      "(take|make|create|do) (a|another) (snapshot|backup)",
      "(snapshot|back up|backup)",
    ],
    plan: onContainer("snapshot", (name, { words: label }) =>
      act([call("snapshot_workspace", { name, ...(label && { label: label.replace(/["'`]/g, "") }) })]),
    ),
  },
  {
    phrases: [
      "(bring|get|give|put) [me] back {container} (workspace|files|data|folder)",
      "(bring|get|give|put) [me] back [the|my|all] (workspace|files|data|folder) (of|from|in) {container}",
      "(restore|recover|undelete|bring back|rescue|get back) {container} (workspace|files|data|folder)",
      "(restore|recover|undelete|bring back|rescue|get back) [the|my|all|all the] (workspace|files|data|folder) (of|from|in|on) {container}",
      "(bring|get|give|put) {container} (workspace|files|data|folder) back",
      "(bring|get|give|put|have) [me] [the|my|all|all the] (workspace|files|data|folder) (of|from|in) {container} back",
      "(restore|recover|undelete) {container} [from the trash|from trash|from the backup|from the snapshot|from backup]",
      "(i want|i need|give me) [the|my] (workspace|files|data) (of|from|in) {container} back",
    ],
    plan: (filled, scene) => restored(filled.container, scene),
  },
  {
    phrases: [
      "(bring|get|give) [me] (it|that|them) back",
      "(restore|recover|undelete) [it|that|them|the workspace|my workspace|my files|the files|the data]",
      "(i want|give me|bring back|get back|bring|get) [the|my|all|all my] (workspace|files|data) [back|back please]",
      "(bring|get|give me) [the|my] (workspace|files|data) back",
    ],
    plan: (_filled, scene) => restored(undefined, scene),
  },
  {
    phrases: ["(restore|recover) {container} from [the] [snapshot|backup|copy] {word}"],
    plan: ({ container = "", word = "" }, scene) => {
      const name = containerNamed(container, { ...scene, containers: undefined });
      return name === undefined || !/\d/.test(word)
        ? undefined
        : act([call("restore_workspace", { name, copy: word })]);
    },
  },
  {
    phrases: ["(delete|discard|remove|drop) [the] (snapshot|copy|backup) {word}"],
    plan: ({ word: copy = "" }) => act([call("discard_workspace", { copy })]),
  },
  {
    phrases: [
      "(empty|clear|purge|clean|clean up|take out) [the|my] [workspace] trash",
      "empty [the] trash can",
    ],
    plan: () => act([call("discard_workspace")]),
  },
];

/** The files of containers: copies of them, and what was thrown away. */
export const readWorkspaces = reader(table);

// After a destroy the container is gone, and its name still what "it" means.
function restored(given: string | undefined, scene: Scene) {
  const { changed } = scene;
  if (given !== undefined && !/^(?:it|that|them|this)$/i.test(given)) {
    const name = containerNamed(given, { ...scene, containers: undefined });
    return name === undefined ? undefined : restore(name);
  }
  if (changed?.tool === "destroy_container" && typeof changed.arguments.name === "string") {
    return restore(changed.arguments.name);
  }
  return onContainer("bring the workspace back of", restore)({}, scene);
}
