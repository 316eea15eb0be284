import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, type Service } from "@voxnix/bundle";
import { z } from "zod";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

const Names = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  dependencies: Names,
  optionalDependencies: Names,
  scripts: Names,
});
export type Manifest = z.infer<typeof Manifest>;

/** A package as it is installed. */
export interface Package extends Manifest {
  /** E.g. "pkg:npm/%40grpc/grpc-js@1.14.7" (https://github.com/package-url/purl-spec). */
  readonly purl: string;
  /** Whether it is a folder of this repository. */
  readonly own: boolean;
  /** The purls of what it depends on. */
  readonly needs: readonly string[];
}

/**
 * What a service brings along in production, itself first: the packages that some of its bundle comes from, with
 * those of them that they need. What is installed beside them for making it is not in it.
 */
export async function shipped(service: Service): Promise<Package[]> {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-sbom-"));
  const { packages } = await bundle(service, join(folder, "dist"));
  rmSync(folder, { recursive: true });
  const tree = installed(`services/${service}`);
  const inside = tree.filter(({ own, name }) => own || packages.includes(name));
  const missing = packages.filter((name) => !tree.some((each) => each.name === name));
  if (missing.length > 0)
    throw new Error(`The bundle has what ${service} does not ask for: ${missing.join(", ")}`);
  const purls = new Set(inside.map(({ purl }) => purl));
  return inside.map((each) => ({ ...each, needs: each.needs.filter((purl) => purls.has(purl)) }));
}

/** All that a service's dependencies lead to, itself first. Read from the installed tree. */
export function installed(service: string): Package[] {
  const found = new Map<string, Package>();
  const visit = (folder: string): string => {
    const manifest = manifestOf(folder);
    const purl = purlOf(manifest);
    if (found.has(purl)) return purl;
    const own = !folder.includes("/node_modules/");
    const needs: string[] = [];
    found.set(purl, { ...manifest, purl, own, needs });
    const wanted = [
      ...Object.keys(manifest.dependencies),
      // Those for other systems are not there.
      ...Object.keys(manifest.optionalDependencies).filter((name) => resolved(folder, name) !== undefined),
    ];
    for (const name of [...new Set(wanted)].sort()) {
      const place = resolved(folder, name);
      if (place === undefined) throw new Error(`${manifest.name} needs ${name}, which is not installed`);
      needs.push(visit(place));
    }
    return purl;
  };
  visit(join(root, service));
  return [...found.values()];
}

export function manifestOf(folder: string): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
}

// As Node looks for it: in node_modules of the folder and of those above it.
function resolved(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return realpathSync(place);
    if (folder === dirname(folder)) return undefined;
  }
}

function purlOf({ name, version }: Manifest): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

/** What the lock file has for each package's tarball to be checked against, by "name@version". */
export function integrities(): Map<string, string> {
  const lock = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const entries = lock.matchAll(
    /^ {2}'?((?:@[^@/\s]+\/)?[^@'\s]+@[^'\s(:]+)'?:\n {4}resolution: \{integrity: (\S+?)[,}]/gm,
  );
  return new Map([...entries].map(([, id = "", integrity = ""]) => [id, integrity]));
}
