import { createHash } from "node:crypto";
import {
  type Changes,
  type ContainerSpec,
  type ModuleChoice,
  nearest,
  type SettingType,
  type SettingValue,
  VoxnixError,
} from "@voxnix/protocol";
import { testModules, testPackages } from "./catalogue.ts";

/** What a fake container is made of. */
export interface Composition {
  modules: ModuleChoice[];
  packages: string[];
}

/** Refuses what is not in the catalogue, in the contract's own reasons. */
export function checkComposition(spec: ContainerSpec, secrets: readonly string[]): Composition {
  checkModules(spec.modules, secrets);
  spec.packages.forEach((name, index) => {
    if (Object.hasOwn(testPackages, name)) return;
    throw new VoxnixError("UNKNOWN_PACKAGE", `There is no package named ${name}.`, {
      field: `spec.packages[${index}]`,
      nearest: nearest(name, Object.keys(testPackages)),
    });
  });
  return { modules: spec.modules, packages: spec.packages };
}

/** The path of the system that a composition makes. */
export function imageOf({ modules, packages }: Composition): string {
  const sorted = [...modules].sort((a, b) => a.name.localeCompare(b.name));
  const text = JSON.stringify([sorted, [...packages].sort()]);
  return `/nix/store/${createHash("sha256").update(text).digest("hex").slice(0, 32)}-voxnix-image`;
}

/** What is different between two compositions. A module that reaches the host's part restarts. */
export function changesBetween(before: Composition, after: Composition): Changes {
  const names = (one: Composition) => one.modules.map(({ name }) => name);
  const modulesAdded = names(after).filter((name) => !names(before).includes(name));
  const modulesRemoved = names(before).filter((name) => !names(after).includes(name));
  const settings = (one: Composition, name: string) =>
    JSON.stringify(one.modules.find((module) => module.name === name)?.settings);
  const kept = names(after).filter((name) => names(before).includes(name));
  const modulesChanged = kept.filter((name) => settings(before, name) !== settings(after, name));
  const added = after.packages.filter((name) => !before.packages.includes(name));
  const removed = before.packages.filter((name) => !after.packages.includes(name));
  const version = (name: string) => testPackages[name] ?? "1.0";
  const touched = [...modulesAdded, ...modulesRemoved, ...modulesChanged];
  return {
    modulesAdded,
    modulesRemoved,
    modulesChanged,
    packages: [
      ...added.map((name) => ({ name, oldVersion: "", newVersion: version(name) })),
      ...removed.map((name) => ({ name, oldVersion: version(name), newVersion: "" })),
    ],
    sizeDeltaBytes: (added.length - removed.length) * 6_000_000,
    sizeBytes: 350_000_000 + after.packages.length * 6_000_000,
    restart: touched.some((name) => name === "workspace" || name === "tailscale"),
    none: touched.length + added.length + removed.length === 0,
  };
}

const values: Record<SettingType, SettingValue["value"]> = {
  SETTING_TYPE_UNSPECIFIED: undefined,
  TEXT: "text",
  CHOICE: "text",
  SECRET: "text",
  WHOLE_NUMBER: "number",
  YES_NO: "flag",
  TEXT_LIST: "list",
  TEXT_MAP: "map",
  SECRET_MAP: "map",
};

function checkModules(modules: ContainerSpec["modules"], secrets: readonly string[]): void {
  const known = testModules.flatMap(({ name }) => name ?? []);
  modules.forEach(({ name, settings }, index) => {
    const module = testModules.find((one) => one.name === name);
    if (!module) {
      throw new VoxnixError("UNKNOWN_MODULE", `There is no module named ${name}.`, {
        field: `spec.modules[${index}].name`,
        known,
        nearest: nearest(name, known),
      });
    }
    const refuse = (key: string, why: string): never => {
      throw new VoxnixError("SETTING_INVALID", `The module ${name} ${why}.`, {
        field: `spec.modules[${index}].settings.${key}`,
        known: module.settings?.flatMap((one) => one.name ?? []) ?? [],
      });
    };
    for (const { name: key, required } of module.settings ?? []) {
      if (required && key && !settings[key]) refuse(key, `needs the setting ${key}`);
    }
    for (const [key, value] of Object.entries(settings)) {
      const type = module.settings?.find((one) => one.name === key)?.type;
      if (typeof type !== "string" || values[type] !== value.value)
        refuse(key, `takes no such setting ${key}`);
      checkSecrets(type === "SECRET" ? [value.text ?? ""] : mapped(type, value), secrets, key);
    }
  });
}

function mapped(type: unknown, value: SettingValue): string[] {
  return type === "SECRET_MAP" ? Object.values(value.map?.items ?? {}) : [];
}

function checkSecrets(wanted: readonly string[], there: readonly string[], setting: string): void {
  for (const name of wanted) {
    if (there.includes(name)) continue;
    throw new VoxnixError("SECRET_MISSING", `You have not set the secret ${name}.`, {
      field: setting,
      known: [...there],
    });
  }
}
