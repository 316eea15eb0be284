import type { Plan } from "../../../services/executor/src/operations/operation.ts";
import { stepsOf } from "../../../services/executor/src/operations/steps-of.ts";
import type { Kind } from "../../../services/executor/src/operations/task.ts";
import { noLimits } from "../../../services/executor/src/store/record.ts";
import { testEngine } from "../../../services/executor/src/testing/engine.ts";
import { someRecord } from "../../../services/executor/src/testing/record.ts";

/**
 * Every step that the executor's code has of every kind of operation, and every undo of one: "boot (CREATE)",
 * "undo of boot (CREATE)".
 */
export async function declaredSteps(): Promise<string[]> {
  const { parts } = await testEngine();
  const steps = Object.values(plans).flat();
  const names = steps.flatMap((plan) =>
    stepsOf(parts, plan).flatMap(({ name, undo }) => [
      `${name} (${plan.kind})`,
      ...(undo === undefined ? [] : [`undo of ${name} (${plan.kind})`]),
    ]),
  );
  return [...new Set(names)].sort();
}

const about = { id: "op-1", requestId: "", fingerprint: "", role: "tenant", startedMs: 0 } as const;
const record = someRecord({ stage: "created", workspace: "/workspace" });
const target = {
  ...{ modules: [], packages: [], autostart: false, workspace: null, limits: noLimits },
  ...{ expectedImage: "", keepImage: false, rollBackTo: 0 },
};
const plain = (kind: "CREATE" | "START" | "STOP" | "RESTART" | "DESTROY"): Plan[] => [
  { ...about, kind, record, ran: true },
];
const change = (kind: "PREVIEW" | "UPDATE" | "ROLLBACK"): Plan[] => [
  { ...about, kind, record, target, ran: true },
];
const restore = { ...about, kind: "RESTORE", copyId: "copy", asideId: "aside", ran: true } as const;

/** Of each kind all shapes that its steps can have; the compiler knows whether a kind is missing. */
const plans: Record<Kind, Plan[]> = {
  CREATE: plain("CREATE"),
  START: plain("START"),
  STOP: plain("STOP"),
  RESTART: plain("RESTART"),
  DESTROY: plain("DESTROY"),
  PREVIEW: change("PREVIEW"),
  UPDATE: change("UPDATE"),
  ROLLBACK: change("ROLLBACK"),
  RESTORE: [
    { ...restore, record },
    { ...restore, record: { ...record, stage: "creating" } },
  ],
  PREBUILD: [{ ...about, kind: "PREBUILD", record: null, choice: { modules: [], packages: [] } }],
};
