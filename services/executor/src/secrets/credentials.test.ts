import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OwnerId } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { CatalogueJson } from "../composer/catalogue.ts";
import { credentialsOf, withCredentialIds } from "./credentials.ts";
import { SecretName, Secrets } from "./secrets.ts";

const ada = OwnerId.parse("telegram:1");
const secret = { type: "secret", default: null, description: "" };
const text = { type: "string", default: null, description: "" };
const secretMap = { type: "secret-map", default: {}, description: "" };
const module = (settings: object) => ({ summary: "", settings, host: {}, wants: [], conflicts: [] });
const catalogue = CatalogueJson.parse({
  tailscale: module({ authKey: secret, hostname: text }),
  env: module({ secrets: secretMap }),
});
const modules = [
  { name: "tailscale", settings: { authKey: "tail-key", hostname: "dev" } },
  { name: "env", settings: { secrets: { API_KEY: "api-key" } } },
];
const some = async () => new Secrets(join(await mkdtemp(join(tmpdir(), "voxnix-secrets-")), "secrets"));

test("a container starts with a credential for each secret that its modules name", async () => {
  const secrets = await some();
  for (const name of ["tail-key", "api-key"]) {
    await secrets.set(ada, SecretName.parse(name), Buffer.from("hunter2"));
  }
  const credentials = credentialsOf(secrets, ada, modules, catalogue);
  expect(credentials).toEqual([
    { id: "env.secrets.API_KEY", path: secrets.path(ada, SecretName.parse("api-key")) },
    { id: "tailscale.authKey", path: secrets.path(ada, SecretName.parse("tail-key")) },
  ]);
});

test("a secret that is not set, or another owner's, is SECRET_MISSING with the setting that names it", async () => {
  const secrets = await some();
  await secrets.set(OwnerId.parse("telegram:2"), SecretName.parse("tail-key"), Buffer.from("hers"));
  expect(() => credentialsOf(secrets, ada, modules.slice(0, 1), catalogue)).toThrow(
    expect.objectContaining({
      reason: "SECRET_MISSING",
      facts: expect.objectContaining({ field: "spec.modules[0].settings.authKey" }),
      message: expect.stringContaining("tail-key"),
    }),
  );
});

test("a value that somebody put where a name belongs is not repeated in the error", async () => {
  const wrong = [{ name: "tailscale", settings: { authKey: "tskey-AUTH/1234" } }];
  const secrets = await some();
  let refusal: unknown;
  try {
    credentialsOf(secrets, ada, wrong, catalogue);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ reason: "SECRET_MISSING" });
  expect(JSON.stringify(refusal) + String(refusal)).not.toContain("tskey-AUTH");
});

test("an image sees the ids of credentials, and nothing of which secret it is", () => {
  expect(withCredentialIds(modules, catalogue)).toEqual([
    { name: "tailscale", settings: { authKey: "tailscale.authKey", hostname: "dev" } },
    { name: "env", settings: { secrets: { API_KEY: "env.secrets.API_KEY" } } },
  ]);
});
