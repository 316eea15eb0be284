import { type ServerDuplexStream, status, type UntypedServiceImplementation } from "@grpc/grpc-js";

/** A .proto file as reflection hands it out. */
export interface DescribedFile {
  name: string;
  /** The names of the files that it imports. */
  imports: string[];
  services: string[];
  /** Everything that it defines, with its package: services, methods, messages, fields, enums. */
  names: string[];
  /** A google.protobuf.FileDescriptorProto in base64. */
  descriptor: string;
}

interface Asked {
  host: string;
  messageRequest?: string;
  fileByFilename?: string;
  fileContainingSymbol?: string;
  allExtensionNumbersOfType?: string;
}

/**
 * Server reflection, so that grpcurl needs no proto file. The descriptors are read when somebody asks.
 * https://github.com/grpc/grpc/blob/master/doc/server-reflection.md
 */
export const reflection: UntypedServiceImplementation = {
  ServerReflectionInfo(call: ServerDuplexStream<Asked, object>) {
    // Answers in the order of the questions.
    let before = Promise.resolve();
    call.on("data", (asked: Asked) => {
      before = before.then(async () => {
        call.write({ validHost: asked.host, originalRequest: asked, ...(await answer(asked)) });
      });
      before.catch((error: Error) => call.destroy(error));
    });
    call.on("end", () => void before.then(() => call.end()));
    // Who hangs up in the middle is no defect of ours.
    call.on("error", () => {});
  },
};

async function answer(asked: Asked): Promise<object> {
  const { default: described } = await import("./generated/reflection.json", { with: { type: "json" } });
  const files: DescribedFile[] = described.files;
  switch (asked.messageRequest) {
    case "listServices":
      return {
        listServicesResponse: {
          service: files.flatMap(({ services }) => services.map((name) => ({ name }))),
        },
      };
    case "fileByFilename":
      return withImports(files, ({ name }) => name === asked.fileByFilename);
    case "fileContainingSymbol":
      return withImports(files, ({ names }) => names.includes(asked.fileContainingSymbol ?? ""));
    case "allExtensionNumbersOfType":
    case "fileContainingExtension":
      return refusal(status.NOT_FOUND, "Nothing here is extended.");
    default:
      return refusal(status.UNIMPLEMENTED, "Reflection knows no such question.");
  }
}

// The file, and what it takes to read it: what it imports, what those import, and so on.
function withImports(files: readonly DescribedFile[], wanted: (file: DescribedFile) => boolean): object {
  const found = files.filter(wanted).slice(0, 1);
  if (found.length === 0) return refusal(status.NOT_FOUND, "There is nothing of that name.");
  for (const { imports } of found) {
    for (const name of imports) {
      const imported = files.find((file) => file.name === name);
      if (imported !== undefined && !found.includes(imported)) found.push(imported);
    }
  }
  return {
    fileDescriptorResponse: {
      fileDescriptorProto: found.map(({ descriptor }) => Buffer.from(descriptor, "base64")),
    },
  };
}

function refusal(errorCode: number, errorMessage: string): object {
  return { errorResponse: { errorCode, errorMessage } };
}
