import { type Secret, VoxnixError } from "@voxnix/protocol";

/** The fake executor's secrets. A test can look at the values; no call gives one back. */
export class FakeSecrets {
  readonly values = new Map<string, Buffer>();
  readonly #kept: Secret[] = [];
  readonly #now: () => number;
  /** Which containers name a secret in their settings. */
  usedBy: (owner: string, name: string) => string[] = () => [];

  constructor(now: () => number) {
    this.#now = now;
  }

  names(owner: string): string[] {
    return this.list(owner).map(({ name }) => name);
  }

  list(owner: string): Secret[] {
    return this.#kept
      .filter((secret) => secret.owner === owner)
      .map((secret) => ({ ...secret, usedBy: this.usedBy(owner, secret.name) }));
  }

  set(owner: string, name: string, value: Buffer): Secret {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name)) {
      throw new VoxnixError("INVALID_FIELD", `${name} is no name for a secret.`, { field: "name" });
    }
    if (value.length === 0) {
      throw new VoxnixError("INVALID_FIELD", "The value is empty.", { field: "value" });
    }
    this.values.set(`${owner} ${name}`, value);
    const there = this.#kept.find((secret) => secret.owner === owner && secret.name === name);
    const secret = there ?? { name, owner, setMs: 0, usedBy: [] };
    secret.setMs = this.#now();
    if (!there) this.#kept.push(secret);
    return { ...secret, usedBy: this.usedBy(owner, name) };
  }

  remove(owner: string, name: string): Secret {
    const secret = this.list(owner).find((one) => one.name === name);
    if (!secret) {
      throw new VoxnixError("NOT_FOUND", `You have no secret named ${name}.`, { known: this.names(owner) });
    }
    if (secret.usedBy.length > 0) {
      throw new VoxnixError("IN_USE", `The secret ${name} is in use.`, { known: secret.usedBy });
    }
    this.#kept.splice(
      this.#kept.findIndex((one) => one.owner === owner && one.name === name),
      1,
    );
    this.values.delete(`${owner} ${name}`);
    return secret;
  }
}
