import {
  type Implementation,
  type OwnerId,
  parseField,
  type Secret,
  type SecretsHandlers,
  VoxnixError,
} from "@voxnix/protocol";
import { hostOwner } from "../operations/task.ts";
import { secretUses } from "../secrets/credentials.ts";
import { SecretName, type StoredSecret } from "../secrets/secrets.ts";
import { Mutex } from "../system/mutex.ts";
import { audited } from "./audited.ts";
import type { Engine } from "./engine.ts";
import { parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const mostBytes = 64 * 1024;
const mostSecrets = 100;
/** Of all owners: whoever holds the agent's socket can name as many owners as it likes. */
const mostOnHost = 2_000;

/** voxnix.v1.Secrets for one role. A value goes in and never comes out; what is logged is its name. */
export function secretsApi(role: Role, { parts, library }: Engine): Implementation<SecretsHandlers> {
  const { secrets, records, log } = parts;
  /** Between the count and the secret that makes it one more there must be no other. */
  const turn = new Mutex();
  const ownerOf = (request: { owner: string }) => parseOwner(role, request.owner) ?? hostOwner;

  const usedBy = async (owner: OwnerId, secret: string): Promise<string[]> => {
    const catalogue = await library.catalogue();
    return records
      .ofOwner(owner)
      .filter(({ modules }) => secretUses(modules, catalogue).some((use) => use.secret === secret))
      .map(({ name }) => name);
  };
  const message = async (owner: OwnerId, { name, setMs }: StoredSecret): Promise<Secret> => ({
    name,
    owner,
    setMs,
    usedBy: await usedBy(owner, name),
  });

  const change = (action: string, owner: OwnerId, name: string) =>
    ({ role, owner, action, container: "", arguments: { name } }) as const;

  const refuseTooMany = async (owner: OwnerId): Promise<void> => {
    if ((await secrets.list(owner)).length >= mostSecrets) {
      throw new VoxnixError("QUOTA_EXCEEDED", `You have ${mostSecrets} secrets already. Remove one first.`);
    }
    if ((await secrets.count()) >= mostOnHost) {
      throw new VoxnixError("QUOTA_EXCEEDED", `This host keeps ${mostOnHost} secrets already, its most.`);
    }
  };

  return {
    async Set(request) {
      const owner = ownerOf(request);
      const name = parseField("name", SecretName, request.name);
      checkValue(request.value);
      const stored = await turn.run(async () => {
        if (!secrets.has(owner, name)) await refuseTooMany(owner);
        return audited(parts, change("Secrets.Set", owner, name), () =>
          secrets.set(owner, name, request.value),
        );
      });
      log.info({ event: "secret-set", owner, secret: name });
      return message(owner, stored);
    },
    async List(request) {
      const owner = ownerOf(request);
      const stored = await secrets.list(owner);
      return { secrets: await Promise.all(stored.map((secret) => message(owner, secret))) };
    },
    async Remove(request) {
      const owner = ownerOf(request);
      const name = parseField("name", SecretName, request.name);
      const stored = await secrets.list(owner);
      const found = stored.find((secret) => secret.name === name);
      if (found === undefined) {
        const known = stored.map((secret) => secret.name);
        throw new VoxnixError("NOT_FOUND", `There is no secret named ${name}.`, { field: "name", known });
      }
      const removed = await message(owner, found);
      if (removed.usedBy.length > 0) throw inUse(name, removed.usedBy);
      await audited(parts, change("Secrets.Remove", owner, name), () => secrets.remove(owner, name));
      log.info({ event: "secret-removed", owner, secret: name });
      return removed;
    },
  };
}

// Not by parseField, which shows what was given.
function checkValue(value: Uint8Array): void {
  if (value.length >= 1 && value.length <= mostBytes) return;
  const rule = "must be 1 byte to 64 KiB";
  throw new VoxnixError("INVALID_FIELD", `value: it has ${value.length} bytes; it ${rule}.`, {
    field: "value",
    rule,
  });
}

function inUse(name: string, known: string[]): VoxnixError {
  return new VoxnixError(
    "IN_USE",
    `${known.join(" and ")} would not start without the secret ${name}. Take it out of the configuration first.`,
    { known },
  );
}
