import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Message } from "esbuild";
import { onlyEnglish, onlyOwnLines, withoutUncalled } from "./thinner.ts";
import { wholeLines } from "./whole-lines.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export type Service = "executor" | "agent";
export const services: readonly Service[] = ["executor", "agent"];

/** What is made of each: a file to be run ← the source that it begins with. */
const programs: Record<Service, Record<string, string>> = {
  executor: { main: "services/executor/src/main.ts" },
  agent: { main: "services/agent/src/main.ts", chat: "services/agent/src/channels/terminal/main.ts" },
};

/** The sources do not go together; the message names file, line and what is wrong. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

export interface Bundle {
  /** Bytes of code; source maps left out. */
  bytes: number;
  /** The packages of the npm registry that some of it comes from. */
  packages: string[];
}

/**
 * Makes a service's code, with all that it imports, into a few files: <folder>/main.mjs (of the agent chat.mjs as
 * well), and below chunks/ what is imported only when it is needed. Each has its source map beside it. What was in
 * the folder before is replaced when all is there.
 * @param checkout the folder of this repository @throws BundleError
 */
export async function bundle(service: Service, folder: string, checkout = root): Promise<Bundle> {
  // Where source maps and chunks take themselves to be, wherever they are put: beside src/.
  const place = join(checkout, "services", service, "dist");
  const sources = Object.entries(programs[service]);
  const { metafile, outputFiles } = await build({
    absWorkingDir: checkout,
    entryPoints: Object.fromEntries(sources.map(([name, source]) => [name, join(checkout, source)])),
    outdir: place,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // node-fetch takes for an AbortSignal only what is of a class by that name; a bundler renames one of two.
    keepNames: true,
    // A stack trace names source files (packages/daemon/src/source-lines.ts); their text is in the repository.
    sourcemap: "linked",
    sourcesContent: false,
    // Packages in CommonJS ask for Node's own modules by require().
    banner: {
      js: 'import { createRequire as requireOfBundle } from "node:module"; const require = requireOfBundle(import.meta.url);',
    },
    plugins: [onlyEnglish, onlyOwnLines, withoutUncalled],
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  }).catch((error: unknown) => {
    throw new BundleError(`The ${service} cannot be bundled: ${said(error)}`);
  });

  const scratch = `${folder}.new`;
  rmSync(scratch, { recursive: true, force: true });
  for (const { path, text } of outputFiles) {
    const file = join(scratch, relative(place, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path.endsWith(".map") ? wholeLines(text) : text);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(scratch, folder);

  const code = Object.entries(metafile.outputs).filter(([name]) => name.endsWith(".mjs"));
  const inputs = code.flatMap(([, file]) => Object.keys(file.inputs));
  return {
    bytes: code.reduce((sum, [, file]) => sum + file.bytes, 0),
    packages: [...new Set(inputs.flatMap((input) => packageOf(input) ?? []))].sort(),
  };
}

// "node_modules/.pnpm/zod@4.4.3/node_modules/zod/index.js" → "zod"
function packageOf(input: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

// The first of esbuild's messages: the others mostly follow from it.
function said(error: unknown): string {
  const messages: Message[] =
    error instanceof Error && "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const [first] = messages;
  if (first === undefined) return error instanceof Error ? error.message : String(error);
  const at = first.location;
  return `${at === null ? "" : `${at.file}:${at.line}: `}${first.text}`;
}
