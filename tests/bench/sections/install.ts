import { execFile } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";
import { countRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";

const run = promisify(execFile);
const services = ["executor", "agent"] as const;

/** What is put on a host: how much, and from how many hands. */
export const install: Section = {
  title: "production installs",
  rows: services.flatMap((service) => [
    `install.${service}.size-mb`,
    `install.${service}.bundle-mb`,
    `${service}.dependencies`,
    `${service}.installed-packages`,
  ]),
  run: async (bench) => {
    const folder = mkdtempSync(join(tmpdir(), "voxnix-install-"));
    try {
      for (const service of services) await measure(bench, service, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(bench: Bench, service: (typeof services)[number], folder: string): Promise<void> {
  const { bundle } = await import("@voxnix/bundle");
  const made = await bundle(service, join(folder, `${service}-bundle`));
  bench.report(
    countRow(`install.${service}.bundle-mb`, made.bytes / 1_000_000, "MB"),
    // What a host runs is the bundle; the whole packages are for scale.
    countRow(`${service}.dependencies`, made.packages.length),
    countRow(`${service}.installed-packages`, (await dependencies(service)).size),
  );
  const size = `install.${service}.size-mb`;
  if (bench.quick) return bench.skip(size, "takes a while: not in a quick run");
  const target = join(folder, service);
  try {
    await pnpm([
      "--filter",
      `@voxnix/${service}`,
      "deploy",
      "--prod",
      "--legacy",
      "--ignore-scripts",
      target,
    ]);
    bench.report(countRow(size, sizeOf(target) / 1_000_000, "MB"));
  } catch (error) {
    bench.skip(size, `pnpm could not deploy: ${String(error).split("\n")[0]}`);
  }
}

interface Listed {
  version?: string | undefined;
  dependencies?: Record<string, Listed> | undefined;
}
const Listed: z.ZodType<Listed> = z.lazy(() =>
  z.object({ version: z.string().optional(), dependencies: z.record(z.string(), Listed).optional() }),
);

/** The packages of the npm registry that an install without bundles would bring, each version for itself. */
async function dependencies(service: string): Promise<Set<string>> {
  const listed = await pnpm([
    "--filter",
    `@voxnix/${service}`,
    "list",
    "--prod",
    "--depth",
    "Infinity",
    "--json",
  ]);
  const found = new Set<string>();
  const take = ({ dependencies = {} }: Listed): void => {
    for (const [name, one] of Object.entries(dependencies)) {
      if (!one.version?.startsWith("link:")) found.add(`${name}@${one.version}`);
      take(one);
    }
  };
  for (const one of z.array(Listed).parse(JSON.parse(listed))) take(one);
  return found;
}

async function pnpm(args: readonly string[]): Promise<string> {
  const { checkout } = sandboxPaths();
  const { stdout } = await run("npx", ["--yes", "pnpm@12.21.0", ...args], {
    cwd: checkout,
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

function sizeOf(path: string): number {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0);
}
