// Writes src/generated from proto/: the TypeScript types of the contract, one file per message.
// Usage: npm run generate [-- OUTPUT_FOLDER]
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { contractFiles } from "../src/definition.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const contract = here("../../../proto/");
const target = resolve(process.argv[2] ?? here("../src/generated"));

// Beside the target, so that the rename below stays within one file system.
const scratch = mkdtempSync(`${target}.`);
try {
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
      `--outDir=${scratch}`,
      ...contractFiles,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const messages = join(scratch, "voxnix/v1");
  for (const file of globSync("*.ts", { cwd: messages })) {
    const path = join(messages, file);
    // The generator names the absolute path of its source; imports climb out of voxnix/v1 and back.
    const text = readFileSync(path, "utf8")
      .replaceAll(contract, "proto/")
      .replaceAll("../../voxnix/v1/", "./");
    writeFileSync(path, text);
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(messages, target);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
