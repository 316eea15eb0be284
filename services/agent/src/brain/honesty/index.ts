import type { Container } from "@voxnix/protocol";
import type { Deed, Transcript } from "../transcript.ts";
import { admitsFailure, asks, claims } from "./claims.ts";
import { confirmed, contradicts, factsText, namesIn } from "./facts.ts";

/**
 * Holds what the model says against what its tools did and against the facts. What does not match is put
 * right in the reply itself, whatever the model is told or says: a failed change is told as failed, a claim
 * that neither a tool nor the facts stand behind is answered by the facts, read again.
 */
export async function honest(
  said: string,
  transcript: Transcript,
  read: () => Promise<Container[]>,
): Promise<string> {
  const own = withoutAnswers(said, transcript.answers);
  const failed = transcript.failures.filter((deed) => concealed(deed, said, own, transcript));
  if (failed.length > 0) return corrected(said, failed);
  if (own === "") return said;
  const done = transcript.deeds.filter(isDone);
  const idle = done.length === 0 && transcript.failures.length === 0;
  const claimed = idle ? claims(own, transcript.deeds.some(reports), true) : [];
  const containers = await read().catch(() => undefined);
  // What cannot be read cannot be held against it; a claim still has no deed behind it.
  if (containers === undefined) return claimed.length > 0 ? `${said}\n\n${nothingChanged(transcript)}` : said;
  const names = [...new Set([...namesIn(own, containers), ...done.flatMap(subjectOf)])];
  const facts = factsText(names, containers);
  if (claimed.some((claim) => !confirmed(claim, containers))) {
    return `${said}\n\n${nothingChanged(transcript)} ${facts}`.trim();
  }
  if (!asks(own) && (contradicts(own, containers, names) || madeUpAddress(own, transcript, containers))) {
    return `${said}\n\nChecked just now: ${facts || "nothing of that is known here."}`;
  }
  const untold = done.flatMap((deed) => addressUntold(deed, said, containers));
  return untold.length > 0 ? `${said}\n\n${factsText(untold, containers)}` : said;
}

// What a tool answered is true as it stands; the rest are the model's own words.
function withoutAnswers(said: string, answers: readonly string[]): string {
  return answers.reduce((text, answer) => text.replace(answer, ""), said).trim();
}

function isDone({ call, answer }: Deed): boolean {
  return answer.ok && answer.change === true && !answer.asked && call.arguments.preview_only !== true;
}

const tellers = new Set(
  "container_history container_logs inspect_container list_operations list_workspaces operation_log run_command unit_journal watch_operation".split(
    " ",
  ),
);

// Who has read a history or a log may tell what was changed then.
function reports({ call, answer }: Deed): boolean {
  return answer.ok && tellers.has(call.tool);
}

function subjectOf({ call }: Deed): string[] {
  const { name } = call.arguments;
  return typeof name === "string" && call.tool.endsWith("_container") ? [name] : [];
}

// A look that failed matters when nothing else was found out; a change that failed always does.
function concealed({ answer }: Deed, said: string, own: string, { deeds }: Transcript): boolean {
  if (answer.change !== true && !answer.refused && deeds.some((deed) => deed.answer.ok)) return false;
  if (said.includes(firstSentence(answer.text))) return false;
  // Who did one thing and not another may say both in a sentence.
  const closely = !deeds.some(isDone);
  return claims(own, false, closely).length > 0 || !(admitsFailure(own) || retells(own, answer.text));
}

// Half of the longer words are the answer's own: it is told in other words.
function retells(own: string, answer: string): boolean {
  const words = new Set(
    answer
      .slice(0, 300)
      .toLowerCase()
      .match(/\p{L}{4,}/gu) ?? [],
  );
  const told = own.toLowerCase();
  const common = [...words].filter((word) => told.includes(word));
  return words.size > 0 && common.length * 2 >= words.size;
}

function corrected(said: string, failed: readonly Deed[]): string {
  const lines = failed.map(({ answer }) => `❌ ${answer.text}`);
  return `${lines.join("\n\n")}\n\nThe model's own words, which do not say so:\n${quoted(said)}`;
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

function firstSentence(text: string): string {
  return /^.*?[.!](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function nothingChanged({ questions }: Transcript): string {
  return questions.length > 0 ? "⚠️ Nothing is changed yet." : "⚠️ Nothing was changed in this turn.";
}

// Of a new container people need the address.
function addressUntold({ call }: Deed, said: string, containers: readonly Container[]): string[] {
  if (call.tool !== "create_container") return [];
  const made = containers.find(({ name }) => name === call.arguments.name);
  return made && !said.includes(made.address) ? [made.name] : [];
}

// An address that nobody mentioned is made up.
function madeUpAddress(own: string, transcript: Transcript, containers: readonly Container[]): boolean {
  const told = [
    ...transcript.messages.slice(0, -1).map(({ text }) => text),
    ...containers.map(({ address }) => address),
  ];
  const known = told.join("\n");
  return (own.match(/\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g) ?? []).some((address) => !known.includes(address));
}
