import type { PackageDefinition } from "@grpc/proto-loader";
import descriptor, {
  type IDescriptorProto,
  type IFileDescriptorProto,
} from "protobufjs/ext/descriptor/index.js";

/**
 * A package definition whose file descriptors strict readers such as grpcurl and buf take, and that
 * names fields as proto/ does. protobufjs 7 names the entry type of `map<…> settings` "Settings",
 * where descriptor.proto wants "SettingsEntry": they refuse the whole file for it. It also writes
 * `requestId` for `request_id` and leaves out that a field is `optional`.
 */
export function strictDescriptors(definition: PackageDefinition): PackageDefinition {
  const strict: PackageDefinition = {};
  for (const [name, part] of Object.entries(definition)) {
    strict[name] = hasFiles(part)
      ? { ...part, fileDescriptorProtos: part.fileDescriptorProtos.map(repairFile) }
      : part;
  }
  return strict;
}

type Part = PackageDefinition[string];

function hasFiles(part: Part): part is Extract<Part, { fileDescriptorProtos: Buffer[] }> {
  return "fileDescriptorProtos" in part && Array.isArray(part.fileDescriptorProtos);
}

function repairFile(bytes: Buffer): Buffer {
  const decoded = descriptor.FileDescriptorProto.decode(bytes);
  const file: IFileDescriptorProto = descriptor.FileDescriptorProto.toObject(decoded);
  for (const message of file.messageType ?? []) repairMessage(message);
  return Buffer.from(
    descriptor.FileDescriptorProto.encode(descriptor.FileDescriptorProto.fromObject(file)).finish(),
  );
}

function repairMessage(message: IDescriptorProto): void {
  for (const nested of message.nestedType ?? []) {
    repairMessage(nested);
    if (!nested.options?.mapEntry || nested.name === undefined || nested.name.endsWith("Entry")) continue;
    const field = message.field?.find(({ typeName }) => typeName === nested.name);
    nested.name = `${nested.name}Entry`;
    if (field !== undefined) field.typeName = nested.name;
  }
  for (const field of message.field ?? []) {
    field.jsonName = field.name ?? "";
    field.name = snakeCase(field.name ?? "");
    const oneof = message.oneofDecl?.[field.oneofIndex ?? -1]?.name ?? "";
    // The typings of protobufjs lack this one field.
    if (oneof.startsWith("_")) Object.assign(field, { proto3Optional: true });
  }
  for (const oneof of message.oneofDecl ?? []) oneof.name = snakeCase(oneof.name ?? "");
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
