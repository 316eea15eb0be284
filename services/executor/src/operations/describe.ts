import type {
  BusyWith,
  Changes,
  Container,
  Generation as GenerationMessage,
  ModuleChoice,
  OperationEvent,
  SettingValue,
} from "@voxnix/protocol";
import type { Facts } from "../machines/facts.ts";
import type { ChosenModule, ContainerRecord, Difference, Generation, PlainSetting } from "../store/record.ts";

/** The last event of an operation that did what was asked. */
export type Done = NonNullable<OperationEvent["done"]>;

const unknown: Facts = { state: "MISSING", sinceMs: 0, trouble: "" };

/** A container as callers see it: its record, and what systemd says of it. */
export function describe(
  record: ContainerRecord,
  facts: Facts | undefined,
  busyWith: BusyWith | undefined,
): Container {
  const { state, sinceMs, trouble } = facts ?? unknown;
  // One whose create could not be undone completely is what systemd says it is.
  const creating = record.stage === "creating" && busyWith?.kind === "create";
  return {
    name: record.name,
    owner: record.owner,
    machine: record.machine,
    state: creating ? "CREATING" : state,
    modules: record.modules.map(moduleChoice),
    autostart: record.autostart,
    address: record.address,
    image: record.image,
    createdMs: record.createdMs,
    sinceMs: creating ? record.createdMs : sinceMs,
    workspace: record.workspace ?? "",
    trouble,
    busyWith: busyWith ?? null,
    packages: record.packages,
    generation: record.generation,
    limits: record.limits,
  };
}

/** What is different, as a message. */
export function changesMessage(difference: Difference | null | undefined): Changes | null {
  return difference ?? null;
}

/** The generations of a container, newest first. */
export function history({ generations, generation }: ContainerRecord): GenerationMessage[] {
  const message = ({ modules, changes, workspace: _, ...rest }: Generation): GenerationMessage => ({
    ...rest,
    modules: modules.map(moduleChoice),
    changes: changesMessage(changes),
    current: rest.number === generation,
  });
  return generations.map(message).reverse();
}

/** A chosen module as a message. */
export function moduleChoice({ name, settings }: ChosenModule): ModuleChoice {
  const entries = Object.entries(settings).map(([setting, value]) => [setting, settingValue(value)]);
  return { name, settings: Object.fromEntries(entries) };
}

/** A setting's value as a message. */
export function settingValue(value: PlainSetting): SettingValue {
  if (typeof value === "string") return { text: value, value: "text" };
  if (typeof value === "number") return { number: value, value: "number" };
  if (typeof value === "boolean") return { flag: value, value: "flag" };
  if (Array.isArray(value)) return { list: { items: value }, value: "list" };
  return { map: { items: value }, value: "map" };
}
