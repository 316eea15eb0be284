import { type Implementation, type OperationsHandlers, parseField, VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import type { Engine } from "./engine.ts";
import { findOperation, parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const OperationId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, { error: "must be the id of an operation, such as op-0m3k9x2ab-7f3a12" });

/** voxnix.v1.Operations for one role. */
export function operationsApi(role: Role, { registry, parts }: Engine): Implementation<OperationsHandlers> {
  const find = (request: { owner: string; operationId: string }) => {
    const owner = parseOwner(role, request.owner);
    return findOperation(registry, owner, parseField("operation_id", OperationId, request.operationId));
  };
  return {
    List(request) {
      const owner = parseOwner(role, request.owner);
      const container = request.container === "" ? undefined : parseName("container", request.container);
      const found = registry
        .list()
        .filter((operation) => owner === undefined || operation.owner === owner)
        .filter((operation) => container === undefined || operation.container === container)
        .filter(({ underway }) => underway || !request.underwayOnly);
      return { operations: found.map((operation) => operation.message()) };
    },
    async *Watch(request, { signal }) {
      yield* find(request).events.watch(signal);
    },
    async Cancel(request) {
      const operation = find(request);
      const { kind, id } = operation.plan;
      const change = { role, owner: operation.owner, container: operation.container } as const;
      const cancelled = { ...change, action: "Operations.Cancel", operation: "" };
      // One that has ended already is not changed by it.
      if (operation.underway) {
        await parts.audit.note({ ...cancelled, arguments: { operation: id, kind } }, undefined, parts.now());
      }
      operation.cancel(
        new VoxnixError(
          "CANCELLED",
          `The ${kind.toLowerCase()} of ${operation.subject} was cancelled (${id}); what it had begun was undone.`,
          {
            container: operation.container,
          },
        ),
      );
      await operation.ended;
      return operation.message();
    },
  };
}
