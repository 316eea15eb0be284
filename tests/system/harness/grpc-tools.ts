import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sandboxPaths } from "@voxnix/sandbox";
import { execa } from "execa";

/** What a general gRPC client said. */
export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A general gRPC client that has never seen our proto files: it asks the server what there is. */
export interface GrpcTool {
  readonly name: string;
  readonly list: (socket: string) => Promise<Said>;
  readonly call: (socket: string, method: string, request: object) => Promise<Said>;
}

const VERSION = "1.9.1";
const BUF = join(import.meta.dirname, "../../../node_modules/.bin/buf");

const run = async (program: string, args: string[]): Promise<Said> => {
  const { exitCode, stdout, stderr } = await execa(program, args, { reject: false, timeout: 120_000 });
  return { exitCode: exitCode ?? -1, stdout, stderr };
};

const grpcurl = (program: string): GrpcTool => ({
  name: "grpcurl",
  list: (socket) => run(program, ["-plaintext", "-unix", socket, "list"]),
  call: (socket, method, request) =>
    run(program, ["-plaintext", "-unix", "-d", JSON.stringify(request), socket, method]),
});

const bufCurl: GrpcTool = {
  name: "buf curl",
  list: (socket) =>
    run(BUF, [
      "curl",
      "--protocol",
      "grpc",
      "--http2-prior-knowledge",
      "--unix-socket",
      socket,
      "--list-services",
      "http://localhost",
    ]),
  call: (socket, method, request) =>
    run(BUF, [
      "curl",
      "--protocol",
      "grpc",
      "--http2-prior-knowledge",
      "--unix-socket",
      socket,
      "-d",
      JSON.stringify(request),
      `http://localhost/${method}`,
    ]),
};

/**
 * grpcurl where it is installed or can be built (Go, once, into the cache folder); buf's curl, a dependency of this
 * repository, everywhere.
 */
export const grpcTools = async (): Promise<readonly GrpcTool[]> => {
  const program = await findGrpcurl();
  return program === undefined ? [bufCurl] : [grpcurl(program), bufCurl];
};

// Releases 1.9.2 and 1.9.3 take the path after -unix for a host and a port, and say so.
const speaksUnix = async (program: string): Promise<boolean> => {
  const { exitCode, stderr } = await run(program, ["-plaintext", "-unix", "/nowhere.sock", "list"]);
  return exitCode > 0 && !stderr.includes("missing port in address");
};

const findGrpcurl = async (): Promise<string | undefined> => {
  if (await speaksUnix("grpcurl")) return "grpcurl";
  const folder = join(sandboxPaths().cache, "tools", `grpcurl-${VERSION}`);
  const program = join(folder, "grpcurl");
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const sources = join(folder, "sources");
  const env = {
    GOBIN: folder,
    GOPATH: sources,
    GOCACHE: join(sources, "cache"),
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
  };
  const built = await execa("go", ["install", `github.com/fullstorydev/grpcurl/cmd/grpcurl@v${VERSION}`], {
    env,
    reject: false,
    timeout: 280_000,
  });
  await rm(sources, { recursive: true, force: true });
  if (existsSync(program)) return program;
  console.warn(
    `no grpcurl that can do -unix is installed, and none could be built (${built.shortMessage ?? "no reason given"}): buf curl alone is used.`,
  );
  return undefined;
};
