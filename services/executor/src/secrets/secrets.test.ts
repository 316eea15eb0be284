import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OwnerId } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { folderName, SecretName, Secrets } from "./secrets.ts";

const ada = OwnerId.parse("telegram:1");
const key = SecretName.parse("api-key");
const some = async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "voxnix-secrets-")), "secrets");
  return { folder, secrets: new Secrets(folder) };
};
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("a value is in a file that root alone reads, in a folder that root alone opens", async () => {
  const { folder, secrets } = await some();
  await secrets.set(ada, key, Buffer.from("hunter2"));
  const path = secrets.path(ada, key);
  expect(await readFile(path, "utf8")).toBe("hunter2");
  expect(await Promise.all([path, join(path, ".."), folder].map(modeOf))).toEqual(["400", "700", "700"]);
});

test("setting it again replaces it and leaves nothing of the old one", async () => {
  const { secrets } = await some();
  await secrets.set(ada, key, Buffer.from("first"));
  await secrets.set(ada, key, Buffer.from("second"));
  expect(await readFile(secrets.path(ada, key), "utf8")).toBe("second");
  expect(await readdir(join(secrets.path(ada, key), ".."))).toEqual(["api-key"]);
});

test("of two who set it at once the last one wins, and both are told that it is set", async () => {
  const { secrets } = await some();
  const values = ["first", "second", "third"].map((value) => secrets.set(ada, key, Buffer.from(value)));
  expect((await Promise.all(values)).map(({ name }) => name)).toEqual([key, key, key]);
  expect(await readFile(secrets.path(ada, key), "utf8")).toBe("third");
});

test("owners have nothing of each other's, however alike they look", async () => {
  const owners = ["telegram:1_3a", "telegram:1", "telegram:1.", "telegram:1@", "telegram:1_", "terminal:1"];
  expect(new Set(owners.map((owner) => folderName(OwnerId.parse(owner)))).size).toBe(owners.length);
  const { secrets } = await some();
  await secrets.set(ada, key, Buffer.from("mine"));
  expect(await secrets.list(OwnerId.parse("telegram:2"))).toEqual([]);
  expect((await secrets.list(ada)).map(({ name }) => name)).toEqual(["api-key"]);
});

test("a folder's name can stand in a unit's flags", () => {
  expect(folderName(OwnerId.parse("telegram:a.b_c@d-e"))).toMatch(/^[A-Za-z0-9_-]+$/);
});

test("a list while secrets are being removed has those that are left, and no error", async () => {
  const { secrets } = await some();
  const names = Array.from({ length: 30 }, (_, index) => SecretName.parse(`key-${index}`));
  for (const name of names) await secrets.set(ada, name, Buffer.from("x"));
  expect(await secrets.count()).toBe(30);
  const [listed] = await Promise.all([
    secrets.list(ada),
    ...names.slice(0, 20).map((name) => secrets.remove(ada, name)),
  ]);
  expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(names.slice(20)));
});

test("who sets a secret that another removes at the same moment is told that it was set", async () => {
  const { secrets } = await some();
  await secrets.set(ada, key, Buffer.from("old"));
  const all = Array.from({ length: 20 }, () => [
    secrets.set(ada, key, Buffer.from("new")),
    secrets.remove(ada, key),
  ]);
  for (const done of await Promise.allSettled(all.flat())) expect(done.status).toBe("fulfilled");
});
