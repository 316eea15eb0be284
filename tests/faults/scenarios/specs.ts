import type { Spec } from "../world.ts";

const secrets = { secrets: { map: { items: { API_KEY: "api-key" } } } };

/** A container with files and a secret, which changes are tried on. */
export const dev: Spec = {
  name: "fault-dev",
  modules: [{ name: "git" }, { name: "workspace" }, { name: "env", settings: secrets }],
  packages: [],
};

/** The same with one package more, which needs no restart. */
export const withPackage: Spec = { ...dev, packages: ["ripgrep"] };

/** The same without its files in sight, which needs one. */
export const withoutWorkspace: Spec = {
  ...dev,
  modules: dev.modules.filter(({ name }) => name !== "workspace"),
};

export const sick = (spec: Spec): Spec => ({ ...spec, modules: [...spec.modules, { name: "wont-run" }] });

/** One that is made and goes. */
export const fresh: Spec = { name: "fault-new", modules: [{ name: "workspace" }], packages: [] };
