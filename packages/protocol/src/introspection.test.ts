import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import descriptor from "protobufjs/ext/descriptor/index.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serviceOf, services } from "./definition.ts";
import type { Health } from "./health.ts";
import { introspect } from "./introspection.ts";

const folder = mkdtempSync(join(tmpdir(), "voxnix-"));
const address = `unix:${join(folder, "s.sock")}`;
const server = new Server();
let health: Health;
const client = new Client(address, credentials.createInsecure());

beforeAll(async () => {
  health = introspect(server, ["Containers"]);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
    error === null ? resolve(port) : reject(error),
  );
  await promise;
});
afterAll(() => {
  client.close();
  server.forceShutdown();
  rmSync(folder, { recursive: true });
});

/** What the services beside the contract answer to one question. */
async function ask(service: string, method: string, question: object): Promise<object> {
  const definition = serviceOf(service)[method];
  if (definition === undefined) throw new Error(`${service} has no ${method}`);
  const { path, requestSerialize, responseDeserialize } = definition;
  const call = client.makeBidiStreamRequest<object, object>(path, requestSerialize, responseDeserialize);
  call.end(question);
  for await (const answer of call) return answer;
  throw new Error("no answer");
}

const reflect = (question: object, version = "v1") =>
  ask(`grpc.reflection.${version}.ServerReflection`, "ServerReflectionInfo", question);

test.each(["v1", "v1alpha"])(
  "reflection %s names every service of the contract and those beside it",
  async (version) => {
    const known = [
      ...services.map((name) => ({ name: `voxnix.v1.${name}` })),
      { name: "grpc.health.v1.Health" },
    ];
    expect(await reflect({ listServices: "*" }, version)).toMatchObject({
      listServicesResponse: { service: expect.arrayContaining(known) },
    });
  },
);

test.each(["voxnix.v1.Containers", "voxnix.v1.Containers.Create", "voxnix.v1.ContainerSpec.autostart"])(
  "the files that come for %s lack none that they import",
  async (symbol) => {
    const answer = await reflect({ fileContainingSymbol: symbol });
    const { fileDescriptorResponse } = answer as {
      fileDescriptorResponse: { fileDescriptorProto: Uint8Array[] };
    };
    const files = fileDescriptorResponse.fileDescriptorProto.map((bytes) =>
      descriptor.FileDescriptorProto.toObject(descriptor.FileDescriptorProto.decode(bytes)),
    );
    const names = files.map(({ name }) => name);
    expect(names).toContain("voxnix/v1/errors.proto");
    expect(names).toEqual(expect.arrayContaining(files.flatMap(({ dependency }) => dependency ?? [])));
  },
);

test("what nobody defines is not found", async () => {
  for (const question of [{ fileContainingSymbol: "voxnix.v1.Nothing" }, { fileByFilename: "/etc/passwd" }]) {
    expect(await reflect(question)).toMatchObject({ errorResponse: { errorCode: 5 } });
  }
});

test("health says how the server is, and tells a watcher when that changes", async () => {
  expect(await ask("grpc.health.v1.Health", "Check", { service: "" })).toEqual({ status: "SERVING" });
  const definition = serviceOf("grpc.health.v1.Health").Watch;
  if (definition === undefined) throw new Error("health has no Watch");
  const { path, requestSerialize, responseDeserialize } = definition;
  const told: object[] = [];
  const call = client
    .makeServerStreamRequest<object, object>(path, requestSerialize, responseDeserialize, {
      service: "voxnix.v1.Containers",
    })
    .on("data", (message: object) => told.push(message))
    .on("error", () => {});
  await expect.poll(() => told).toEqual([{ status: "SERVING" }]);
  health.set(false);
  await expect.poll(() => told).toEqual([{ status: "SERVING" }, { status: "NOT_SERVING" }]);
  call.cancel();
  expect(await ask("grpc.health.v1.Health", "Check", {})).toEqual({ status: "NOT_SERVING" });
  health.set(true);
});

test("the health of a service that is not there is not found", async () => {
  await expect(ask("grpc.health.v1.Health", "Check", { service: "nothing" })).rejects.toMatchObject({
    code: 5,
  });
});
