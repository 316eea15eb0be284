import {
  type Implementation,
  type OwnerId,
  parseField,
  VoxnixError,
  type Workspace,
  type WorkspaceCopy,
  type WorkspacesHandlers,
} from "@voxnix/protocol";
import { z } from "zod";
import { restoring } from "../operations/empty-trash.ts";
import type { Usage } from "../storage/storage.ts";
import type { ContainerRecord } from "../store/record.ts";
import { CopyId, type WorkspaceNote } from "../store/workspace-notes.ts";
import { audited } from "./audited.ts";
import { findNote, noWorkspace } from "./copies.ts";
import type { Engine } from "./engine.ts";
import { restoreWorkspace } from "./restore.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const mostSnapshots = 32;
const labelRule = "must be at most 64 characters without control characters";
const Label = z.string().regex(/^[^\p{Cc}]{0,64}$/u, { error: labelRule });

/** voxnix.v1.Workspaces for one role. */
export function workspacesApi(role: Role, engine: Engine): Implementation<WorkspacesHandlers> {
  const { registry, parts } = engine;
  const { records, workspaces, now, log } = parts;

  return {
    async List(request) {
      const owner = parseOwner(role, request.owner);
      const only = request.container === "" ? undefined : parseName("container", request.container);
      const [copies, usage] = await Promise.all([workspaces.copies(), workspaces.usage()]);
      const found = gather(records.all(), copies).filter(
        ({ record }) =>
          (owner === undefined || record.owner === owner) && (only === undefined || record.name === only),
      );
      return { workspaces: found.map((one) => message(one, usage)) };
    },

    async Snapshot(request) {
      const owner = parseOwner(role, request.owner);
      const label = parseField("label", Label, request.label);
      const record = findContainer(records, owner, parseName("container", request.container));
      if (record.workspace === null) throw noWorkspace(record);
      // Nobody else makes one meanwhile, nor moves the files that are copied.
      const note = await registry.hold(record, async () => {
        const own = await workspaces.copiesOf(record.owner, record.name);
        if (own.filter(({ kind }) => kind === "snapshot").length >= mostSnapshots) throw tooMany(record);
        return audited(parts, change("Workspaces.Snapshot", record, { label }), () =>
          workspaces.snapshot(record, label, now()),
        );
      });
      log.info({ event: "snapshot-made", copy: note.id, container: record.machine, owner: record.owner });
      return copyMessage(note, await workspaces.usage());
    },

    Restore: (request, { signal }) => restoreWorkspace(role, engine, request, signal),

    async Discard(request) {
      const owner = parseOwner(role, request.owner);
      const chosen = request.copyId === "" ? await allTrash(owner) : [await copy(owner, request.copyId)];
      const usage = await workspaces.usage();
      for (const { id, record } of chosen) {
        refuseIfRestored(id, record);
        await audited(parts, change("Workspaces.Discard", record, { copy: id }), () =>
          workspaces.removeCopy(id),
        );
        log.info({ event: "copy-discarded", copy: id, container: record.name, owner: record.owner });
      }
      return { discarded: chosen.map((note) => copyMessage(note, usage)) };
    },
  };

  function change(action: string, { owner, name }: ContainerRecord, asked: Record<string, unknown>) {
    return { role, owner, action, container: name, arguments: asked };
  }

  async function allTrash(owner: OwnerId | undefined): Promise<WorkspaceNote[]> {
    if (owner === undefined) {
      throw new VoxnixError("INVALID_FIELD", "owner: name whose trash is to be emptied.", {
        field: "owner",
        rule: "must be given unless copy_id is",
      });
    }
    const copies = await workspaces.copies();
    return copies.filter(({ kind, record }) => kind === "trash" && record.owner === owner);
  }

  async function copy(owner: OwnerId | undefined, copyId: string): Promise<WorkspaceNote> {
    const id = parseField("copy_id", CopyId, copyId);
    const copies = (await workspaces.copies()).filter(
      ({ record }) => owner === undefined || record.owner === owner,
    );
    return findNote(copies, id);
  }

  function refuseIfRestored(id: string, record: ContainerRecord): void {
    const holder = restoring(registry, id);
    if (holder === undefined) return;
    throw new VoxnixError("BUSY", `${id} is being brought back to ${record.name} (${holder.plan.id}).`, {
      container: record.name,
      busyWith: holder.busyWith(),
    });
  }

  function message({ record, live, copies }: Gathered, usage: ReadonlyMap<string, Usage>): Workspace {
    const own = live ? usage.get(record.machine) : undefined;
    return {
      owner: record.owner,
      container: record.name,
      live,
      mountPoint: record.workspace ?? "",
      usedBytes: own?.usedBytes ?? 0,
      quotaBytes: own?.quotaBytes ?? 0,
      storage: workspaces.storage.kind,
      copies: copies.map((note) => copyMessage(note, usage)),
    };
  }

  function copyMessage(note: WorkspaceNote, usage: ReadonlyMap<string, Usage>): WorkspaceCopy {
    return {
      id: note.id,
      kind: note.kind === "trash" ? "TRASH" : "SNAPSHOT",
      madeMs: note.madeMs,
      expiresMs: workspaces.expiresMs(note),
      usedBytes: usage.get(note.id)?.usedBytes ?? 0,
      label: note.label,
    };
  }
}

function tooMany({ name }: ContainerRecord): VoxnixError {
  return new VoxnixError(
    "QUOTA_EXCEEDED",
    `${name} has ${mostSnapshots} snapshots already. Discard one first.`,
    { container: name },
  );
}

interface Gathered {
  /** Of a container that is gone, as its newest copy has it. */
  record: ContainerRecord;
  live: boolean;
  copies: WorkspaceNote[];
}

// The live workspaces, then what is left of others, each with its copies.
function gather(records: readonly ContainerRecord[], notes: readonly WorkspaceNote[]): Gathered[] {
  const keyOf = ({ owner, name }: ContainerRecord) => `${owner} ${name}`;
  const copies = Map.groupBy(notes, ({ record }) => keyOf(record));
  const live = records.filter(({ workspace }) => workspace !== null);
  const names = new Set(live.map(keyOf));
  return [
    ...live.map((record) => ({ record, live: true, copies: copies.get(keyOf(record)) ?? [] })),
    ...[...copies].flatMap(([key, [newest, ...older]]) =>
      names.has(key) || newest === undefined
        ? []
        : [{ record: newest.record, live: false, copies: [newest, ...older] }],
    ),
  ];
}
