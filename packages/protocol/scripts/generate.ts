// Writes src/generated from proto/: the TypeScript types of the contract, one file per message; messages.ts, their
// names; contract.ts, by which messages are packed and unpacked; and reflection.json, what a general client asks for.
// Usage: npm run generate [-- OUTPUT_FOLDER]
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { describeFiles } from "./describe-files.ts";
import { nameMessages } from "./name-messages.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const contract = here("../../../proto/");
const contractFiles = globSync("voxnix/v1/*.proto", { cwd: contract }).sort();
const target = resolve(process.argv[2] ?? here("../src/generated"));

// Beside the target, so that the rename below stays within one file system.
const scratch = mkdtempSync(`${target}.`);
try {
  const types = join(scratch, "types");
  writeTypes(types);
  writeFileSync(join(types, "messages.ts"), nameMessages(textsIn(types)));
  const sources = join(scratch, "sources");
  const files = gather(sources);
  const wire = JSON.stringify(JSON.stringify(wireFormat(sources, files)));
  writeFileSync(
    join(types, "contract.ts"),
    `/** The contract as protobufjs keeps a parsed file, in JSON. */\nexport const contract = ${wire};\n`,
  );
  writeFileSync(join(types, "reflection.json"), `${JSON.stringify(describeFiles(sources))}\n`);
  rmSync(target, { recursive: true, force: true });
  renameSync(types, target);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function writeTypes(folder: string): void {
  const raw = join(scratch, "raw");
  execFileSync(
    here("../node_modules/.bin/proto-loader-gen-types"),
    [
      "--longs=Number",
      "--enums=String",
      "--defaults",
      "--oneofs",
      "--includeComments",
      "--grpcLib=@grpc/grpc-js",
      "--importFileExtension=.ts",
      `--includeDirs=${contract}`,
      `--outDir=${raw}`,
      ...contractFiles,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  renameSync(join(raw, "voxnix/v1"), folder);
  for (const file of globSync("*.ts", { cwd: folder })) {
    const path = join(folder, file);
    // The generator names the absolute path of its source; imports climb out of voxnix/v1 and back.
    const text = readFileSync(path, "utf8")
      .replaceAll(contract, "proto/")
      .replaceAll("../../voxnix/v1/", "./");
    writeFileSync(path, text);
  }
}

function textsIn(folder: string): Map<string, string> {
  const files = globSync("*.ts", { cwd: folder }).sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

// The contract and what every gRPC server of ours speaks beside it, at the paths that they are known by.
function gather(folder: string): string[] {
  const packages = createRequire(import.meta.url);
  const health = join(dirname(packages.resolve("grpc-health-check")), "../../proto/health/v1/health.proto");
  const reflection = join(dirname(packages.resolve("@grpc/reflection")), "../proto/grpc/reflection");
  cpSync(join(contract, "voxnix"), join(folder, "voxnix"), { recursive: true });
  cpSync(health, join(folder, "grpc/health/v1/health.proto"));
  for (const version of ["v1", "v1alpha"]) {
    const file = `${version}/reflection.proto`;
    cpSync(join(reflection, file), join(folder, "grpc/reflection", file));
  }
  return globSync("**/*.proto", { cwd: folder }).sort();
}

// All of it and the wire form of errors, as protobufjs keeps a parsed file: reading it takes no parser.
function wireFormat(sources: string, files: string[]): object {
  const root = new protobuf.Root();
  root.resolvePath = (_from, file) => (file.startsWith("/") ? file : join(sources, file));
  root.loadSync([...files, here("../proto/status.proto")]);
  root.resolveAll();
  return root.toJSON();
}
