import type { Inspection } from "@voxnix/protocol";
import { containerText } from "./container-text.ts";
import { journalText } from "./journal-text.ts";
import { asMarkdown, fenced } from "./output.ts";
import { counted, listText, sizeText } from "./words.ts";

/** What a look inside a container found, what is wrong first (Markdown). */
export function inspectionText(inspection: Inspection, now: number = Date.now()): string {
  const { container, failedUnits, systemState, moduleFacts, unread, hostJournal } = inspection;
  const troubled = moduleFacts.filter(({ ok }) => !ok);
  // Of one that is well it tells nothing that anybody asked.
  const ill = container?.state !== "RUNNING" || systemState !== "running" || troubled.length > 0;
  return [
    container && containerText(container, now),
    ...failedUnits.map(
      ({ name, result, lines }) =>
        `❌ ${name} failed (${result}).${lines.length > 0 ? `\n${fenced(lines.join("\n"), 2_000)}` : ""}`,
    ),
    ...troubled.map(({ module, text }) => `❌ ${module}: ${asMarkdown(text)}`),
    failedUnits.length === 0 &&
      systemState !== "" &&
      `✅ No unit has failed; its system says ${systemState}.`,
    ...moduleFacts.filter(({ ok }) => ok).map(({ module, text }) => `✅ ${module}: ${asMarkdown(text)}`),
    networkText(inspection),
    usageText(inspection),
    ...unread.map((why) => `Could not be read: ${asMarkdown(why)}`),
    ill &&
      hostJournal.length > 0 &&
      `Its unit on the host said last:\n${fenced(journalText(hostJournal), 2_000)}`,
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join("\n");
}

function networkText({ addresses, defaultGateway, nameServers }: Inspection): string {
  if (addresses.length === 0) return "";
  const has = listText(addresses.map(({ interface: one, address }) => `${address} on ${one}`));
  const gateway = defaultGateway === "" ? "no default gateway" : `gateway ${defaultGateway}`;
  const names = nameServers.length === 0 ? "no name server" : `names from ${listText(nameServers)}`;
  return `Network: ${has}; ${gateway}; ${names}.`;
}

function usageText({ memoryBytes, tasks, diskBytes, workspaceBytes }: Inspection): string {
  const parts = [
    memoryBytes > 0 && `${sizeText(memoryBytes)} memory`,
    tasks > 0 && counted(tasks, "task"),
    diskBytes > 0 && `${sizeText(diskBytes)} of its own files`,
    workspaceBytes > 0 && `${sizeText(workspaceBytes)} in its workspace`,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? "" : `It uses ${listText(parts)}.`;
}
