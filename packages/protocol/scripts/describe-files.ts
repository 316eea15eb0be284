import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import descriptor, {
  type IDescriptorProto,
  type IFileDescriptorProto,
} from "protobufjs/ext/descriptor/index.js";
import type { DescribedFile } from "../src/reflection.ts";

const buf = fileURLToPath(new URL("../../../node_modules/.bin/buf", import.meta.url));

/**
 * The descriptor of each .proto file of a folder with the names that it defines, as server reflection hands them
 * out. By buf's compiler: the descriptors that protobufjs writes are refused by strict readers such as grpcurl.
 */
export function describeFiles(folder: string): { files: DescribedFile[] } {
  const set = join(folder, "set.binpb");
  execFileSync(buf, ["build", folder, "--exclude-source-info", "--output", set], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { files: members(readFileSync(set)).map(describeFile) };
}

// A FileDescriptorSet is nothing but files (field 1). Their bytes are kept as they are: protobufjs would drop what
// it does not know, such as that a field is `optional`.
function members(set: Uint8Array): Uint8Array[] {
  const reader = protobuf.Reader.create(set);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) found.push(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return found;
}

function describeFile(bytes: Uint8Array): DescribedFile {
  const decoded = descriptor.FileDescriptorProto.decode(bytes);
  const file: IFileDescriptorProto = descriptor.FileDescriptorProto.toObject(decoded);
  const scope = file.package ?? "";
  const services = (file.service ?? []).map(({ name }) => `${scope}.${name}`);
  const methods = (file.service ?? []).flatMap(({ name, method }) =>
    (method ?? []).map((each) => `${scope}.${name}.${each.name}`),
  );
  return {
    name: file.name ?? "",
    imports: file.dependency ?? [],
    services,
    names: [...services, ...methods, ...namesIn(scope, file.messageType, file.enumType)],
    descriptor: Buffer.from(bytes).toString("base64"),
  };
}

function namesIn(
  scope: string,
  messages: readonly IDescriptorProto[] = [],
  others: readonly { name?: string }[] = [],
): string[] {
  return [
    ...others.map(({ name }) => `${scope}.${name}`),
    ...messages.flatMap(({ name, nestedType, enumType = [], field = [] }) => {
      const own = `${scope}.${name}`;
      return [own, ...namesIn(own, nestedType, [...enumType, ...field])];
    }),
  ];
}
