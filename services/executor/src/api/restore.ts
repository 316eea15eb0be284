import {
  type ContainerName,
  type OperationEvent,
  type OwnerId,
  parseField,
  type RestoreWorkspaceRequest,
  VoxnixError,
} from "@voxnix/protocol";
import { hostOwner, type RestoreTask } from "../operations/task.ts";
import type { ContainerRecord } from "../store/record.ts";
import { CopyId, type WorkspaceNote } from "../store/workspace-notes.ts";
import { copyId } from "../store/workspaces.ts";
import { checkChoice } from "./choice.ts";
import { findNote, noWorkspace } from "./copies.ts";
import type { Engine } from "./engine.ts";
import { refuseForbidden } from "./forbidden.ts";
import { planContainer } from "./plan.ts";
import { fingerprintOf, followed, parseRequestId } from "./request.ts";
import { factsOf } from "./running.ts";
import { parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

type Checked = Awaited<ReturnType<typeof checkChoice>>;

/** Workspaces.Restore */
export async function* restoreWorkspace(
  role: Role,
  engine: Engine,
  request: RestoreWorkspaceRequest,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  const { registry, parts } = engine;
  const named = parseOwner(role, request.owner);
  const requestId = parseRequestId(request.requestId);
  const name = parseName("container", request.container);
  const wanted = request.copyId === "" ? undefined : parseField("copy_id", CopyId, request.copyId);
  const fingerprint = fingerprintOf(["RESTORE", name, wanted ?? ""]);
  const early = registry.joined(named, requestId, fingerprint);
  if (early !== undefined) return yield* followed(early, true, signal);

  const owner = named ?? (await onlyOwner(engine, name));
  const note = await findCopy(engine, owner, name, wanted);
  const { modules, packages } = note.record;
  const existing = parts.records.find(owner, name);
  if (existing?.stage === "creating") throw unfinished(engine, existing);
  if (existing === undefined) refuseForbidden(role, engine.config, modules);
  const checked = existing ?? (await checkChoice(engine, { modules, packages }, ""));
  const ran = existing === undefined ? true : (await factsOf(engine, existing))?.state === "RUNNING";
  // From here on nothing is waited for, so that the plan is still true when the operation holds the container.
  const joined = registry.joined(named, requestId, fingerprint);
  if (joined !== undefined) return yield* followed(joined, true, signal);
  if (parts.records.find(owner, name) !== existing) {
    throw new VoxnixError("BUSY", `${name} was changed in this very moment. Try again.`, { container: name });
  }
  const record = "choice" in checked ? planAgain(engine, note, checked) : checked;
  if (record.workspace === null) throw noWorkspace(record);
  const asideId = copyId("trash", parts.now());
  const task: RestoreTask = { kind: "RESTORE", record, copyId: note.id, asideId, ran };
  yield* followed(await registry.begin({ ...task, role, requestId, fingerprint }), false, signal);
}

// A container that was destroyed, as it was: with an address and a machine name of its own again.
function planAgain(
  engine: Engine,
  { record }: WorkspaceNote,
  { choice, catalogue }: Checked,
): ContainerRecord {
  const { name, owner, autostart, workspace, limits } = record;
  const planned = planContainer(engine, owner, { ...choice, name, autostart, limits }, catalogue);
  // The files have to be seen, also where the last choice of modules had no place for them any more.
  return { ...planned, workspace: planned.workspace ?? workspace ?? "/workspace" };
}

// Being created, or left over from a create that could not be undone.
function unfinished({ registry }: Engine, record: ContainerRecord): VoxnixError {
  registry.refuseIfBusy(record);
  return new VoxnixError(
    "NAME_TAKEN",
    `${record.name} was never created completely. Destroy it first, then bring its files back.`,
    { container: record.name },
  );
}

async function findCopy(
  { parts: { workspaces } }: Engine,
  owner: OwnerId,
  name: ContainerName,
  id: string | undefined,
): Promise<WorkspaceNote> {
  const copies = await workspaces.copiesOf(owner, name);
  if (id !== undefined) return findNote(copies, id);
  const newest = copies.find(({ kind }) => kind === "trash");
  if (newest !== undefined) return newest;
  throw new VoxnixError("NOT_FOUND", `There is nothing of ${name}'s workspace in the trash.`, {
    container: name,
    known: copies.map((note) => note.id),
  });
}

// An admin may leave the owner open where the name says it.
async function onlyOwner({ parts }: Engine, name: ContainerName): Promise<OwnerId> {
  const copies = (await parts.workspaces.copies()).map(({ record }) => record);
  const owners = new Set(
    [...parts.records.named(name), ...copies].filter((own) => own.name === name).map((own) => own.owner),
  );
  const [first = hostOwner] = owners;
  if (owners.size <= 1) return first;
  throw new VoxnixError(
    "OWNER_AMBIGUOUS",
    `Several owners have files of a container named ${name}. Name the owner.`,
    {
      field: "owner",
      container: name,
      known: [...owners],
    },
  );
}
