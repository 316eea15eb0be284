import { act, call } from "../plan.ts";
import { findModule } from "../read/modules.ts";
import type { Scene } from "../scene.ts";
import { type Entry, reader } from "./phrasebook.ts";

const search = (words: string) => act([call("find_packages", { query: words.replace(/["'`]/g, "") })]);

const table: readonly Entry[] = [
  {
    phrases: [
      "(what does|what do) [the|a] {word} [module] (need|require|want|do|offer|give|take|give me|bring|include)",
      "(what|which) (settings|options|ports|port) does [the|a] {word} [module] (have|take|need|use|open|offer)",
      "(what|which) (settings|options) (are there|can i set) (for|of|in) {word}",
      "(tell me about|describe|explain|what is|what's|details of|info on|info about|help with|how about|what about) [the] {word} [module] [for|good for]",
      "how (do i|can i|to|does one) (use|configure|set up|setup|enable) {word}",
      "how does {word} work",
      "[show|show me] [the] {word} (settings|options|module|details)",
      "(what can i|can i) (set|configure|change) (in|on|for|of|with) {word}",
      "do you (have|know|support|offer) [a|an|the] {word} module",
      "is there (a|an) {word} module",
    ],
    plan: ({ word = "" }, scene) => details(word, scene),
  },
  {
    phrases: [
      "(find|search|search for|look for|look up|list|show me|which) [a|the|any] (package|packages|program|programs|software|tool|tools) [for|called|named|like|with|about|to] {words}",
      "(is there|are there|do you have|do you know|know) [a|any|the] (package|packages|program|programs|tool|tools) (for|called|named|like|to|with|that can) {words}",
      "(find|search|search for|look up) {word} [in nixpkgs|package|packages]",
      "what is the (package|name|package name|name of the package) (for|of|called) {words}",
    ],
    plan: ({ words, word }) => search(words ?? word ?? ""),
  },
  {
    phrases: [
      "do you (have|know|support|offer) {word}",
      "(can i|could i|may i) (get|install|have|use) {word}",
      "is {word} available",
      "is there {word}",
    ],
    plan: ({ word = "" }, scene) => details(word, scene) ?? (generic.test(word) ? undefined : search(word)),
  },
  {
    phrases: [
      "[show|show me|list|which are|what are] [the|all] [built|prebuilt|known] images",
      "(which|what) images (are there|do you have|exist|are built)",
    ],
    plan: () => act([call("list_images")]),
  },
];

/** What there is to choose from: modules in detail, packages, images. */
export const readLibrary = reader(table);

const generic =
  /^(?:help|modules?|packages?|containers?|anything|something|it|this|that|time|internet|more|windows)$/i;

function details(word: string, scene: Scene) {
  const module = findModule(word, scene.modules ?? []);
  return module && act([call("module_details", { name: module.name })]);
}
