import {
  type OperationEvent,
  parseField,
  type RollbackRequest,
  type SetLimitsRequest,
  type UpdateContainerRequest,
  VoxnixError,
} from "@voxnix/protocol";
import { z } from "zod";
import { workspaceOf } from "../composer/settings.ts";
import type { ChangeTask, Target } from "../operations/task.ts";
import { credentialsOf } from "../secrets/credentials.ts";
import type { ContainerRecord, Generation } from "../store/record.ts";
import { checkChoice } from "./choice.ts";
import type { Engine } from "./engine.ts";
import { refuseForbidden } from "./forbidden.ts";
import { discardedBytes, grantLimits, parseLimits } from "./limits.ts";
import { fingerprintOf, followed, parseRequestId } from "./request.ts";
import { factsOf } from "./running.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import { parseSpec } from "./spec.ts";
import type { Role } from "./table.ts";

const storePathRule = "must be a path in the Nix store, as a preview named it";
const StorePath = z
  .string()
  .regex(/^(\/nix\/store\/[0-9a-z]{32}-[A-Za-z0-9+._?=-]{1,211})?$/, { error: storePathRule });
const GenerationNumber = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31);

/** Containers.Preview and Containers.Update */
export async function* updateContainer(
  role: Role,
  engine: Engine,
  kind: "PREVIEW" | "UPDATE",
  request: UpdateContainerRequest,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  const owner = parseOwner(role, request.owner);
  const requestId = parseRequestId(request.requestId);
  const spec = parseSpec(request.spec);
  const expectedImage = parseField("expected_image", StorePath, request.expectedImage);
  const expected = parseField("expected_generation", GenerationNumber, request.expectedGeneration);
  const fingerprint = fingerprintOf([kind, spec, expectedImage, expected]);
  const { registry, parts } = engine;
  const early = registry.joined(owner, requestId, fingerprint);
  if (early !== undefined) return yield* followed(early, true, signal);

  const { name } = findContainer(parts.records, owner, spec.name);
  const { choice, catalogue } = await checkChoice(engine, spec, "spec.");
  const found = findContainer(parts.records, owner, name);
  refuseForbidden(role, engine.config, choice.modules, found.modules);
  await credentialsOf(parts.secrets, found.owner, choice.modules, catalogue);
  const { modules, packages } = choice;
  const target: Omit<Target, "autostart" | "limits"> = {
    keepImage: false,
    modules,
    packages,
    workspace: workspaceOf(modules, catalogue),
    expectedImage,
    rollBackTo: 0,
  };
  const task = await taskOf(engine, kind, found, {
    ...target,
    autostart: spec.autostart ?? found.autostart,
    limits: found.limits,
  });
  // From here on nothing is waited for, so that what was found is still true when the operation holds the container.
  const joined = registry.joined(owner, requestId, fingerprint);
  if (joined !== undefined) return yield* followed(joined, true, signal);
  registry.refuseIfBusy(task.record);
  if (expected !== 0 && expected !== task.record.generation) throw stale(task.record, expected);
  const limits = grantLimits(engine, task.record.owner, spec.limits, task.record);
  const asked = { ...task, target: { ...task.target, limits } };
  yield* followed(await registry.begin({ ...asked, role, requestId, fingerprint }), false, signal);
}

/** Containers.Rollback */
export async function* rollBack(
  role: Role,
  engine: Engine,
  request: RollbackRequest,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  const owner = parseOwner(role, request.owner);
  const requestId = parseRequestId(request.requestId);
  const name = parseName("name", request.name);
  const number = parseField("generation", GenerationNumber, request.generation);
  const fingerprint = fingerprintOf(["ROLLBACK", name, number]);
  const { registry, parts } = engine;
  const early = registry.joined(owner, requestId, fingerprint);
  if (early !== undefined) return yield* followed(early, true, signal);
  const found = findContainer(parts.records, owner, name);
  registry.refuseIfBusy(found);
  const wanted = findGeneration(found, number);
  const { modules, packages, workspace } = wanted;
  refuseForbidden(role, engine.config, modules, found.modules);
  const { autostart, limits } = found;
  const target = { modules, packages, workspace, autostart, limits, expectedImage: "", keepImage: false };
  const task = await taskOf(engine, "ROLLBACK", found, { ...target, rollBackTo: wanted.number });
  const joined = registry.joined(owner, requestId, fingerprint);
  if (joined !== undefined) return yield* followed(joined, true, signal);
  yield* followed(await registry.begin({ ...task, role, requestId, fingerprint }), false, signal);
}

/** Containers.SetLimits: an update that changes nothing else. */
export async function* setLimits(
  role: Role,
  engine: Engine,
  request: SetLimitsRequest,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  const owner = parseOwner(role, request.owner);
  const requestId = parseRequestId(request.requestId);
  const name = parseName("name", request.name);
  const wish = parseLimits(request.limits, "limits.");
  const fingerprint = fingerprintOf(["SET_LIMITS", name, wish]);
  const { registry, parts } = engine;
  const early = registry.joined(owner, requestId, fingerprint);
  if (early !== undefined) return yield* followed(early, true, signal);
  const found = findContainer(parts.records, owner, name);
  registry.refuseIfBusy(found);
  const discarded = await discardedBytes(engine, found.owner);
  const task = await taskOf(engine, "UPDATE", found, unchanged(found));
  const joined = registry.joined(owner, requestId, fingerprint);
  if (joined !== undefined) return yield* followed(joined, true, signal);
  const { record } = task;
  const limits = grantLimits(engine, record.owner, wish, record, discarded);
  const asked = { ...task, target: { ...unchanged(record), limits } };
  yield* followed(await registry.begin({ ...asked, role, requestId, fingerprint }), false, signal);
}

function unchanged({ modules, packages, workspace, autostart, limits }: ContainerRecord): Target {
  return {
    ...{ modules, packages, workspace, autostart, limits },
    ...{ expectedImage: "", keepImage: true, rollBackTo: 0 },
  };
}

// Reads the record again after the facts: another operation may have ended meanwhile, a destroy too. Not by its
// machine, whose name another owner's container may have by now.
async function taskOf(
  engine: Engine,
  kind: ChangeTask["kind"],
  found: ContainerRecord,
  target: Target,
): Promise<ChangeTask> {
  const state = (await factsOf(engine, found))?.state;
  const { owner, name, createdMs } = found;
  const record = findContainer(engine.parts.records, owner, name);
  if (record.createdMs !== createdMs) {
    throw new VoxnixError("BUSY", `${name} was made anew in this very moment. Try again.`, {
      container: name,
    });
  }
  return { kind, record, target, ran: state === "RUNNING" || state === "STARTING" };
}

function findGeneration({ name, generation, generations }: ContainerRecord, number: number): Generation {
  const wanted =
    number === 0
      ? generations.filter((one) => one.number < generation).at(-1)
      : generations.find((one) => one.number === number && number !== generation);
  if (wanted !== undefined) return wanted;
  const others = generations.map((one) => one.number).filter((one) => one !== generation);
  const what =
    number === 0
      ? `${name} has no generation before the current one.`
      : number === generation
        ? `${name} runs generation ${number} already.`
        : `${name} has no generation ${number}.`;
  const hint = others.length > 0 ? ` It can go back to: ${others.join(", ")}.` : "";
  throw new VoxnixError("NOT_FOUND", `${what}${hint}`, {
    field: "generation",
    rule: "one of the generations that are kept",
    container: name,
    known: others.map(String),
  });
}

function stale({ name, generation }: ContainerRecord, expected: number): VoxnixError {
  return new VoxnixError(
    "STALE_PREVIEW",
    `${name} was at generation ${expected} when this was previewed, and is at generation ${generation} now. Look again.`,
    { field: "expected_generation", container: name },
  );
}
