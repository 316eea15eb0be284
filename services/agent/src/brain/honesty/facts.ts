import type { Container } from "@voxnix/protocol";
import { containerText } from "../../executor/index.ts";

/** What is true of some containers now, in sentences; of one that is not there, that. */
export function factsText(names: readonly string[], containers: readonly Container[]): string {
  return names
    .map((name) => {
      const found = containers.find((container) => container.name === name);
      return found ? containerText(found) : `There is no container named **${name}**.`;
    })
    .join(" ");
}

/** The names in a text that are containers, or stand in bold as one would. */
export function namesIn(text: string, containers: readonly Container[]): string[] {
  const known = containers.map(({ name }) => name).filter((name) => wordOf(name).test(text));
  const bold = [...text.matchAll(/\*\*([a-z][a-z0-9-]{0,10})\*\*/g)].map(([, name = ""]) => name);
  return [...new Set([...known, ...bold])];
}

/** Whether a text says of a container what is not so: another address, or the opposite state. */
export function contradicts(
  text: string,
  containers: readonly Container[],
  names: readonly string[],
): boolean {
  return names.some((name) => {
    const found = containers.find((container) => container.name === name);
    const about = sentencesAbout(name, text);
    return about.some((sentence) => {
      const up = /\b(is|are|now|still|läuft|est|está)\b.{0,30}\b(running|up|started|läuft|en marche)\b/i.test(
        sentence,
      );
      const down = /\b(stopped|shut down|destroyed|deleted|removed|gone|gestoppt|gelöscht)\b/i.test(sentence);
      const denied = /\b(not|no longer|n't|nicht|nothing)\b|n't/i.test(sentence);
      if (denied) return false;
      if (found === undefined) return up;
      if (found.state === "RUNNING")
        return down && !up && !/\b(restarted|from|trash|unit|service)\b/i.test(sentence);
      return up && found.state === "STOPPED";
    });
  });
}

function sentencesAbout(name: string, text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => wordOf(name).test(sentence));
}

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`);
}
