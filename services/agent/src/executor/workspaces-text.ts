import type { Workspace, WorkspaceCopy } from "@voxnix/protocol";
import { asMarkdown } from "./output.ts";
import { agoText, durationText, sizeText } from "./words.ts";

/** Workspaces with their copies as a Markdown list; a sentence if there are none. */
export function workspacesText(workspaces: readonly Workspace[], now: number = Date.now()): string {
  if (workspaces.length === 0) return "You have no workspaces, and none are in the trash.";
  return workspaces
    .flatMap((workspace) => [
      `- **${workspace.container}**: ${ownText(workspace)}`,
      ...workspace.copies.map((copy) => `  - ${copyText(copy, now)}`),
    ])
    .join("\n");
}

function ownText({ live, mountPoint, usedBytes, quotaBytes, storage, copies }: Workspace): string {
  if (!live) return copies.length > 0 ? "destroyed; kept of its workspace:" : "destroyed; nothing is kept";
  const used = usedBytes > 0 ? `, ${sizeText(usedBytes)} used` : "";
  const quota = quotaBytes > 0 ? ` of ${sizeText(quotaBytes)}` : "";
  return `${mountPoint} (${storage}${used}${quota})`;
}

/** One copy in a phrase, e.g. "trash-3, thrown away 2 hours ago, deleted in 30 days (12 MB)". */
export function copyText(copy: WorkspaceCopy, now: number = Date.now()): string {
  const { id, kind, madeMs, expiresMs, usedBytes, label } = copy;
  const what = kind === "TRASH" ? "in the trash since" : "snapshot from";
  const named = label === "" ? "" : ` "${asMarkdown(label)}"`;
  const until = expiresMs > 0 ? `, deleted for good in ${durationText(expiresMs - now)}` : "";
  const size = usedBytes > 0 ? ` (${sizeText(usedBytes)})` : "";
  return `\`${id}\`${named}, ${what} ${agoText(madeMs, now)}${until}${size}`;
}
