import type { Generation } from "@voxnix/protocol";
import { changesText } from "./changes-text.ts";
import { agoText, listText } from "./words.ts";

/** What a container has been, newest first, as a Markdown list. */
export function historyText(
  name: string,
  generations: readonly Generation[],
  now: number = Date.now(),
): string {
  if (generations.length === 0) return `Nothing is kept of what **${name}** was.`;
  return [
    `What **${name}** has been, newest first:`,
    ...generations.map((one) => `- ${line(one, now)}`),
  ].join("\n");
}

/** One generation in a phrase, e.g. "generation 2, 3 hours ago: brings ripgrep 14.1.1". */
function line(generation: Generation, now: number): string {
  const { number, createdMs, current, rolledBackTo } = generation;
  const day = new Date(createdMs).toISOString().slice(0, 16).replace("T", " ");
  const back = rolledBackTo > 0 ? ` (back to generation ${rolledBackTo})` : "";
  const mark = current ? ", running now" : "";
  return `generation ${number}${back}, ${agoText(createdMs, now)} (${day} UTC)${mark}: ${what(generation)}`;
}

function what({ changes, modules, packages }: Generation): string {
  const told = changes === null ? "" : changesText(changes);
  if (told !== "") return told;
  const made = listText([...modules.map(({ name }) => name), ...packages]);
  return changes === null
    ? `made with ${made || "nothing but the system"}`
    : `with ${made || "nothing more"}`;
}
