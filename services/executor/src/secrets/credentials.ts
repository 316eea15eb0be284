import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import type { Catalogue } from "../composer/catalogue.ts";
import { closure } from "../composer/settings.ts";
import { byName } from "../store/by-name.ts";
import type { ChosenModule, PlainSetting } from "../store/record.ts";
import { SecretName, type Secrets } from "./secrets.ts";

/** A systemd credential of a container: what it is called inside, and the file on the host that holds it. */
export interface Credential {
  /** E.g. "tailscale.authKey" or "env.secrets.API_KEY". */
  id: string;
  path: string;
}

/** One place in a choice of modules that names a secret. */
export interface SecretUse {
  /** The credential's id. */
  id: string;
  module: string;
  setting: string;
  /** The name within a setting of type secret-map. */
  key: string | undefined;
  secret: string;
}

/** All secrets that a choice of modules names, those of settings' defaults included. */
export function secretUses(modules: readonly ChosenModule[], catalogue: Catalogue): SecretUse[] {
  return closure(modules, catalogue).flatMap((module) => {
    const given = modules.find(({ name }) => name === module)?.settings ?? byName([]);
    return Object.entries(catalogue[module]?.settings ?? {}).flatMap(
      ([setting, { type, default: byDefault }]) => usesIn(module, setting, type, given[setting] ?? byDefault),
    );
  });
}

/**
 * The credentials that a container of these modules starts with.
 * @throws SECRET_MISSING if its owner has not set one of the secrets
 */
export function credentialsOf(
  secrets: Secrets,
  owner: OwnerId,
  modules: readonly ChosenModule[],
  catalogue: Catalogue,
): Credential[] {
  return secretUses(modules, catalogue).map((use) => {
    if (!secrets.has(owner, use.secret)) throw missing(use, modules);
    return { id: use.id, path: secrets.path(owner, use.secret) };
  });
}

/**
 * The choice as an image sees it: where a secret is named stands its credential's id. So an image does not tell
 * which secret is used, let alone its value, and all owners share it.
 */
export function withCredentialIds(modules: readonly ChosenModule[], catalogue: Catalogue): ChosenModule[] {
  return modules.map(({ name, settings }) => ({
    name,
    settings: byName(
      Object.entries(settings).map(([setting, value]): [string, PlainSetting] => [
        setting,
        concealed(`${name}.${setting}`, catalogue[name]?.settings[setting]?.type, value),
      ]),
    ),
  }));
}

function concealed(id: string, type: string | undefined, value: PlainSetting): PlainSetting {
  if (type === "secret") return id;
  if (type !== "secret-map" || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, `${id}.${key}`]));
}

function usesIn(
  module: string,
  setting: string,
  type: string,
  value: PlainSetting | null | undefined,
): SecretUse[] {
  const id = `${module}.${setting}`;
  if (type === "secret" && typeof value === "string") {
    return [{ id, module, setting, key: undefined, secret: value }];
  }
  if (type !== "secret-map" || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, secret]) => ({ id: `${id}.${key}`, module, setting, key, secret }));
}

function missing(
  { id, module, setting, key, secret }: SecretUse,
  modules: readonly ChosenModule[],
): VoxnixError {
  const index = modules.findIndex(({ name }) => name === module);
  const field =
    index < 0 ? id : `spec.modules[${index}].settings.${setting}${key === undefined ? "" : `.${key}`}`;
  // Something else than a name may be a value that was put in the wrong place: it is not repeated.
  const named = SecretName.safeParse(secret).success ? ` named ${secret}` : " of that name";
  return new VoxnixError(
    "SECRET_MISSING",
    `${id} needs a secret${named}, and none is set. Set it first, then try again.`,
    { field, rule: "the name of a secret that is set" },
  );
}
