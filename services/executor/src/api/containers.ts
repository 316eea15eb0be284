import { createHash } from "node:crypto";
import {
  type ChangeContainerRequest,
  type ContainersHandlers,
  type Implementation,
  type OperationEvent,
  OwnerId,
  parseField,
  RequestId,
} from "@voxnix/protocol";
import { checkModules } from "../composer/settings.ts";
import { describe } from "../operations/describe.ts";
import type { Kind, Operation } from "../operations/operation.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Engine } from "./engine.ts";
import { execIn } from "./exec.ts";
import { createGate } from "./gate.ts";
import { inspectContainer } from "./inspect.ts";
import { logsOf } from "./logs.ts";
import { planContainer } from "./plan.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import { parseSpec } from "./spec.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";
import { watchContainers } from "./watch.ts";

/** A create that names no owner on the admin socket. */
const adminOwner = OwnerId.parse("admin:root");

/** voxnix.v1.Containers for one role. */
export function containersApi(role: Role, engine: Engine): Implementation<ContainersHandlers> {
  const { registry, parts } = engine;
  const { records, machines } = parts;

  const gate = createGate();
  const keyOf = ({ owner, name }: { owner: string; name: string }) => `${owner} ${name}`;

  const list = async (found: readonly ContainerRecord[]) => {
    const facts = await machines.facts(found.map((record) => record.machine));
    return found.map((record) =>
      describe(record, facts.get(record.machine), registry.holder(record.machine)?.busyWith()),
    );
  };

  const change = (kind: Kind) =>
    async function* (request: ChangeContainerRequest, { signal }: { signal: AbortSignal }) {
      const owner = parseOwner(role, request.owner);
      const requestId = parseRequestId(request.requestId);
      const name = parseName("name", request.name);
      const fingerprint = fingerprintOf([kind, name]);
      const joined = registry.joined(owner, requestId, fingerprint);
      if (joined !== undefined) return yield* followed(joined, true, signal);
      const record = findContainer(records, owner, name);
      yield* followed(await registry.begin({ kind, record, requestId, fingerprint }), false, signal);
    };

  return {
    async *Create(request, { signal }) {
      const owner = parseOwner(role, request.owner) ?? adminOwner;
      const requestId = parseRequestId(request.requestId);
      const spec = parseSpec(request.spec);
      const fingerprint = fingerprintOf(["CREATE", spec]);
      const early = registry.joined(owner, requestId, fingerprint);
      if (early !== undefined) return yield* followed(early, true, signal);
      const catalogue = await engine.library.catalogue();
      checkModules(spec.modules, catalogue);
      // Asked again: while the catalogue was read, the same request may have come a second time.
      const joined = registry.joined(owner, requestId, fingerprint);
      if (joined !== undefined) return yield* followed(joined, true, signal);
      const record = planContainer(engine, owner, spec, catalogue);
      yield* followed(
        await registry.begin({ kind: "CREATE", record, requestId, fingerprint }),
        false,
        signal,
      );
    },
    async Get(request) {
      const record = findContainer(records, parseOwner(role, request.owner), parseName("name", request.name));
      const facts = await machines.facts([record.machine]);
      return describe(record, facts.get(record.machine), registry.holder(record.machine)?.busyWith());
    },
    async List(request) {
      const owner = parseOwner(role, request.owner);
      return { containers: await list(owner === undefined ? records.all() : records.ofOwner(owner)) };
    },
    Start: change("START"),
    Stop: change("STOP"),
    Restart: change("RESTART"),
    Destroy: change("DESTROY"),
    // biome-ignore lint/correctness/useYield: a placeholder
    async *Preview() {
      throw unsupported("Containers.Preview");
    },
    // biome-ignore lint/correctness/useYield: a placeholder
    async *Update() {
      throw unsupported("Containers.Update");
    },
    // biome-ignore lint/correctness/useYield: a placeholder
    async *Rollback() {
      throw unsupported("Containers.Rollback");
    },
    History() {
      throw unsupported("Containers.History");
    },
    Inspect: (request, { signal }) => inspectContainer(role, engine, request, signal),
    Watch: (request, { signal }) => watchContainers(role, engine, request, signal),
    Logs: (request, { signal }) => gate(keyOf(request), logsOf(role, engine, request, signal)),
    Exec: (request, { signal }) => gate(keyOf(request), execIn(role, engine, request, signal)),
  };
}

// All events of an operation; the stream ends as the operation did.
async function* followed(
  operation: Operation,
  joined: boolean,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  for await (const event of operation.events.watch(signal)) {
    yield joined && event.accepted ? { ...event, accepted: { ...event.accepted, joined } } : event;
  }
  if (!signal.aborted && operation.error !== undefined) throw operation.error;
}

function parseRequestId(id: string): RequestId | undefined {
  return id === "" ? undefined : parseField("request_id", RequestId, id);
}

function fingerprintOf(request: unknown): string {
  const sorted = (_: string, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(request, sorted)).digest("hex").slice(0, 32);
}
