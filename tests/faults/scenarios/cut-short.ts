import type { OperationEvent, Phase } from "@voxnix/protocol";
import type { Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

/** The same, and somebody cancels it when it comes to that phase: what had been begun is undone. */
export function cancelled(scenario: Scenario, phase: Phase): Scenario {
  return {
    ...scenario,
    name: `${scenario.name}, cancelled`,
    fails: true,
    cancels: true,
    act: (world, requestId) => cancelling(world, scenario.act(world, requestId), phase),
  };
}

/** The same, cut off at that boundary already: the executor that is killed is the one that puts it right. */
export const recovered = (scenario: Scenario, after: string): Scenario => ({
  ...scenario,
  name: `recovery of: ${scenario.name}`,
  after,
});

async function* cancelling(world: World, change: ReturnType<Scenario["act"]>, phase: Phase) {
  if (!(Symbol.asyncIterator in change)) throw new Error("Only an operation can be cancelled.");
  for await (const event of change) {
    if (event.phase?.phase === phase) cancel(world, event);
    yield event;
  }
}

// Its answer comes when all is undone, and not at all from an executor that is killed meanwhile.
function cancel({ tenant, owner }: World, { operationId }: OperationEvent): void {
  tenant.operations.Cancel({ owner, operationId }).catch(() => undefined);
}
