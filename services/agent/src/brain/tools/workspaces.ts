import { VoxnixError, type Workspace, type WorkspaceCopy } from "@voxnix/protocol";
import { z } from "zod";
import { containerText, copyText, counted, workspacesText } from "../../executor/index.ts";
import { containerName, copyId } from "./names.ts";
import { defineTool, type ToolDesk } from "./tool.ts";

export const listWorkspaces = defineTool({
  name: "list_workspaces",
  description: "Lists workspaces, their snapshots and the trash.",
  readOnly: true,
  schema: z.object({ container: containerName.optional() }),
  run: async ({ container }, { executor, owner }) => {
    const workspaces = await executor.workspaces(owner, container);
    if (workspaces.length > 0 || container === undefined)
      return { ok: true, text: workspacesText(workspaces) };
    return { ok: true, text: `There is no workspace of **${container}**, and none in the trash.` };
  },
});

export const snapshotWorkspace = defineTool({
  name: "snapshot_workspace",
  description: "Keeps the files as they are now.",
  readOnly: false,
  schema: z.object({ name: containerName, label: z.string().max(64).optional() }),
  run: async ({ name, label }, { executor, owner }) => {
    const copy = await executor.snapshot(owner, name, label);
    return { ok: true, text: `The workspace of **${name}** is kept: ${copyText(copy)}.` };
  },
});

const restoreTold = z.object({
  name: containerName,
  copy: copyId.optional().describe("Default: the newest in the trash"),
});

export const restoreWorkspace = defineTool({
  name: "restore_workspace",
  description: "Brings a workspace back, with its container if that was destroyed.",
  readOnly: false,
  told: restoreTold,
  schema: restoreTold,
  look: async ({ name, copy }, desk) => {
    const [workspace] = await desk.executor.workspaces(desk.owner, name);
    const found = copyOf(name, workspace, copy);
    const pinned = { copy: found.id };
    const own = await desk.executor.containers(desk.owner);
    const there = own.find((container) => container.name === name);
    if (there === undefined) return { pinned };
    return {
      pinned,
      guard: {
        question: `Put ${copyText(found)} in the place of the files that the workspace of **${name}** has now? Those go to the trash. ${containerText(there)}`,
        yes: `Restore into ${name}`,
        no: "Leave the files",
      },
    };
  },
  run: ({ name, copy }, { changes }) =>
    changes.make({ kind: "RESTORE", name, ...(copy !== undefined && { copy }) }),
});

const discardTold = z.object({ copy: copyId.optional().describe("Default: everything in the trash") });

export const discardWorkspace = defineTool({
  name: "discard_workspace",
  description: "Deletes a copy for good.",
  readOnly: false,
  told: discardTold,
  // The trash as it was when the person was asked: what was thrown away since then stays.
  schema: discardTold.extend({ copies: z.array(copyId).max(1000).optional() }),
  look: async ({ copy }, desk) => {
    const copies = await discarded(copy, desk);
    const list = copies.map(({ container, ...one }) => `\n- **${container}**: ${copyText(one)}`).join("");
    const what = copy === undefined ? "Empty the trash" : "Delete this";
    return {
      pinned: { copies: copies.map(({ id }) => id) },
      guard: {
        question: `${what}? There is no way back. ${counted(copies.length, "copy", "copies")}:${list}`,
        yes: copy === undefined ? "Empty the trash" : "Delete it",
        no: "Keep",
      },
    };
  },
  run: async ({ copies, copy }, desk) => {
    const ids = copies ?? (await discarded(copy, desk)).map(({ id }) => id);
    const gone: WorkspaceCopy[] = [];
    for (const id of ids) gone.push(...(await desk.executor.discard(desk.owner, id)));
    return { ok: true, text: `Deleted for good: ${counted(gone.length, "copy", "copies")}.` };
  },
});

function copyOf(name: string, workspace: Workspace | undefined, id: string | undefined): WorkspaceCopy {
  const copies = workspace?.copies ?? [];
  const found =
    id === undefined ? copies.find(({ kind }) => kind === "TRASH") : copies.find((one) => one.id === id);
  if (found) return found;
  const what = id === undefined ? "nothing in the trash" : `no copy ${id}`;
  throw new VoxnixError("NOT_FOUND", `There is ${what} of the workspace of ${name}.`, {
    container: name,
    known: copies.map((one) => one.id),
  });
}

async function discarded(id: string | undefined, { executor, owner }: ToolDesk) {
  const workspaces = await executor.workspaces(owner);
  const all = workspaces.flatMap(({ container, copies }) => copies.map((copy) => ({ ...copy, container })));
  const chosen = all.filter((copy) => (id === undefined ? copy.kind === "TRASH" : copy.id === id));
  if (chosen.length > 0) return chosen;
  throw new VoxnixError("NOT_FOUND", id === undefined ? "The trash is empty." : `There is no copy ${id}.`, {
    known: all.map((copy) => copy.id),
  });
}
