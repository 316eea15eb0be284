import { createSteps } from "./create.ts";
import { destroySteps } from "./destroy.ts";
import type { Plan } from "./operation.ts";
import type { Parts } from "./parts.ts";
import { prebuildSteps } from "./prebuild.ts";
import { previewSteps } from "./preview.ts";
import { restartSteps } from "./restart.ts";
import { restoreSteps } from "./restore.ts";
import { startSteps } from "./start.ts";
import type { Step } from "./steps.ts";
import { stopSteps } from "./stop.ts";
import { updateSteps } from "./update.ts";

/** What an operation does, step by step. */
export function stepsOf(parts: Parts, plan: Plan): Step[] {
  switch (plan.kind) {
    case "CREATE":
      return createSteps(parts, plan.record, plan.id);
    case "START":
      return startSteps(parts, plan);
    case "STOP":
      return stopSteps(parts, plan);
    case "RESTART":
      return restartSteps(parts, plan);
    case "DESTROY":
      return destroySteps(parts, plan);
    case "PREVIEW":
      return previewSteps(parts, plan);
    case "UPDATE":
    case "ROLLBACK":
      return updateSteps(parts, plan);
    case "RESTORE":
      return restoreSteps(parts, plan);
    case "PREBUILD":
      return prebuildSteps(parts, plan.choice);
  }
}
