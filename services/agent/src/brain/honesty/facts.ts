import type { Container } from "@voxnix/protocol";
import { containerText } from "../../executor/index.ts";
import { sentences } from "./claims.ts";

const downWords = /\b(stopped|shut down|destroyed|deleted|removed|gone|gestoppt|gelöscht|zerstört)\b/i;
const goneWords = /\b(destroyed|deleted|removed|gone|gelöscht|zerstört)\b/i;
const upWords = /\b(is|are|now|still|läuft|est|está)\b.{0,30}\b(running|up|started|läuft|en marche)\b/i;

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

/** Whether the facts bear a claim out: the container that it names is as it says, or has what it says. */
export function confirmed(claim: string, containers: readonly Container[]): boolean {
  const names = namesIn(claim, containers);
  return names.length > 0 && names.every((name) => bornOut(claim, name, containers));
}

function bornOut(claim: string, name: string, containers: readonly Container[]): boolean {
  const found = containers.find((container) => container.name === name);
  if (found === undefined) return goneWords.test(claim);
  const { state, modules, packages } = found;
  const has = [...modules.map((module) => module.name), ...packages].some((one) => wordOf(one).test(claim));
  if (goneWords.test(claim)) return false;
  if (downWords.test(claim)) return state === "STOPPED";
  return (
    has ||
    (state === "RUNNING" && /\b(running|up|started|created|ready|läuft|gestartet|erstellt)\b/i.test(claim))
  );
}

/** Whether a text says of a container that it is in the opposite state, or there though it is not. */
export function contradicts(
  text: string,
  containers: readonly Container[],
  names: readonly string[],
): boolean {
  return names.some((name) => {
    const found = containers.find((container) => container.name === name);
    return sentencesAbout(name, text).some((sentence) => {
      if (/\b(not|no longer|nicht|nothing|if|would|could|can|will)\b|n['’]t/i.test(sentence)) return false;
      const up = upWords.test(sentence);
      if (found === undefined) return up;
      if (found.state === "STOPPED") return up;
      // A unit, a file or the trash can be what is gone.
      const other = /\b(restarted|from|trash|unit|service|file|package|module|snapshot)\b/i.test(sentence);
      return found.state === "RUNNING" && downWords.test(sentence) && !up && !other;
    });
  });
}

function sentencesAbout(name: string, text: string): string[] {
  return sentences(text).filter((sentence) => wordOf(name).test(sentence));
}

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, "\\$&")}(?![\\w-])`);
}
