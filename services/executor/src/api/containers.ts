import type { ChangeContainerRequest, ContainersHandlers, Implementation } from "@voxnix/protocol";
import { describe, history } from "../operations/describe.ts";
import { hostOwner } from "../operations/task.ts";
import { credentialsOf } from "../secrets/credentials.ts";
import type { ContainerRecord } from "../store/record.ts";
import { checkChoice } from "./choice.ts";
import type { Engine } from "./engine.ts";
import { execIn } from "./exec.ts";
import { refuseForbidden } from "./forbidden.ts";
import { createGate } from "./gate.ts";
import { inspectContainer } from "./inspect.ts";
import { discardedBytes } from "./limits.ts";
import { logsOf } from "./logs.ts";
import { planContainer } from "./plan.ts";
import { fingerprintOf, followed, parseRequestId } from "./request.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import { parseSpec } from "./spec.ts";
import type { Role } from "./table.ts";
import { rollBack, setLimits, updateContainer } from "./update.ts";
import { watchContainers } from "./watch.ts";

/** voxnix.v1.Containers for one role. */
export function containersApi(role: Role, engine: Engine): Implementation<ContainersHandlers> {
  const { registry, parts } = engine;
  const { records, machines, secrets } = parts;

  const gate = createGate();
  const keyOf = ({ owner, name }: { owner: string; name: string }) => `${owner} ${name}`;

  const list = async (found: readonly ContainerRecord[]) => {
    const facts = await machines.facts(found.map((record) => record.machine));
    return found.map((record) =>
      describe(record, facts.get(record.machine), registry.holder(record.machine)?.busyWith()),
    );
  };

  const change = (kind: "START" | "STOP" | "RESTART" | "DESTROY") =>
    async function* (request: ChangeContainerRequest, { signal }: { signal: AbortSignal }) {
      const owner = parseOwner(role, request.owner);
      const requestId = parseRequestId(request.requestId);
      const name = parseName("name", request.name);
      const fingerprint = fingerprintOf([kind, name]);
      const joined = registry.joined(owner, requestId, fingerprint);
      if (joined !== undefined) return yield* followed(joined, true, signal);
      const { machine } = findContainer(records, owner, name);
      const ran = (await machines.facts([machine])).get(machine)?.state === "RUNNING";
      // Asked again: meanwhile the same request may have come a second time, or the container gone.
      const early = registry.joined(owner, requestId, fingerprint);
      if (early !== undefined) return yield* followed(early, true, signal);
      const record = findContainer(records, owner, name);
      yield* followed(
        await registry.begin({ kind, record, ran, role, requestId, fingerprint }),
        false,
        signal,
      );
    };

  return {
    async *Create(request, { signal }) {
      const owner = parseOwner(role, request.owner) ?? hostOwner;
      const requestId = parseRequestId(request.requestId);
      const spec = parseSpec(request.spec);
      const fingerprint = fingerprintOf(["CREATE", spec]);
      const early = registry.joined(owner, requestId, fingerprint);
      if (early !== undefined) return yield* followed(early, true, signal);
      const atMost = request.containersAtMost;
      const { choice, catalogue } = await checkChoice(engine, spec, "spec.");
      refuseForbidden(role, engine.config, choice.modules);
      const discarded = await discardedBytes(engine, owner);
      await credentialsOf(secrets, owner, choice.modules, catalogue);
      // Asked again: while the catalogue was read, the same request may have come a second time.
      const joined = registry.joined(owner, requestId, fingerprint);
      if (joined !== undefined) return yield* followed(joined, true, signal);
      const record = planContainer(engine, owner, choice, catalogue, atMost, discarded);
      yield* followed(
        await registry.begin({ kind: "CREATE", record, role, requestId, fingerprint }),
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
    Preview: (request, { signal }) => updateContainer(role, engine, "PREVIEW", request, signal),
    Update: (request, { signal }) => updateContainer(role, engine, "UPDATE", request, signal),
    SetLimits: (request, { signal }) => setLimits(role, engine, request, signal),
    Rollback: (request, { signal }) => rollBack(role, engine, request, signal),
    History(request) {
      const owner = parseOwner(role, request.owner);
      return { generations: history(findContainer(records, owner, parseName("name", request.name))) };
    },
    Inspect: (request) => inspectContainer(role, engine, request),
    Watch: (request, { signal }) => watchContainers(role, engine, request, signal),
    Logs: (request, { signal }) => gate(keyOf(request), logsOf(role, engine, request, signal)),
    Exec: (request, { signal }) => gate(keyOf(request), execIn(role, engine, request, signal)),
  };
}
