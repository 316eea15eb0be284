import { createHash } from "node:crypto";
import type { Plan } from "../operations/operation.ts";
import { hostOwner, type Kind } from "../operations/task.ts";
import type { Choice, PlainSetting } from "../store/record.ts";
import type { Change } from "./entry.ts";

const actions: Record<Kind, string> = {
  CREATE: "Containers.Create",
  START: "Containers.Start",
  STOP: "Containers.Stop",
  RESTART: "Containers.Restart",
  DESTROY: "Containers.Destroy",
  PREVIEW: "Containers.Preview",
  UPDATE: "Containers.Update",
  ROLLBACK: "Containers.Rollback",
  RESTORE: "Workspaces.Restore",
  PREBUILD: "Images.Prebuild",
};

/** An operation as the audit log tells it; undefined for one that changes nothing. */
export function changeOf(plan: Plan): Change | undefined {
  const { kind, record, role, id } = plan;
  if (kind === "PREVIEW") return undefined;
  return {
    role,
    owner: record?.owner ?? hostOwner,
    action: actions[kind],
    container: record?.name ?? "",
    arguments: { ...argumentsOf(plan), ...(plan.requestId !== "" && { requestId: plan.requestId }) },
    operation: id,
  };
}

function argumentsOf(plan: Plan): Record<string, unknown> {
  switch (plan.kind) {
    case "CREATE":
      return {
        machine: plan.record.machine,
        autostart: plan.record.autostart,
        ...tellChoice(plan.record),
        limits: plan.record.limits,
      };
    case "UPDATE":
    case "ROLLBACK": {
      const { target, record } = plan;
      const back = target.rollBackTo > 0 && { generation: target.rollBackTo };
      return {
        machine: record.machine,
        autostart: target.autostart,
        ...back,
        ...tellChoice(target),
        limits: target.limits,
      };
    }
    case "RESTORE":
      return { machine: plan.record.machine, copy: plan.copyId };
    case "PREBUILD":
      return tellChoice(plan.choice);
    default:
      return { machine: plan.record?.machine ?? "" };
  }
}

/** What something is made of. */
export function tellChoice({ modules, packages }: Choice): Record<string, unknown> {
  const settings = (given: Record<string, PlainSetting>) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, tellSetting(value)]));
  return { modules: Object.fromEntries(modules.map((one) => [one.name, settings(one.settings)])), packages };
}

// A secret stands in a setting by its name. In maps, environment variables say, people write what they should not.
function tellSetting(value: PlainSetting): unknown {
  if (typeof value === "string") return shortened(value);
  if (Array.isArray(value)) return value.map(shortened);
  return typeof value === "object" ? { names: Object.keys(value) } : value;
}

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** A command: people put passwords into arguments, so its words are told by a digest that a suspicion can be held to. */
export function tellCommand(command: readonly string[], directory: string, names: readonly string[]) {
  const digest = createHash("sha256").update(JSON.stringify(command)).digest("hex");
  return {
    program: shortened(command[0] ?? ""),
    words: command.length,
    sha256: digest,
    directory,
    environment: names.map(shortened),
  };
}
