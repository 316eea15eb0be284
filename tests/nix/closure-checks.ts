import { cpSync, existsSync, globSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { checkout, type Setting } from "./setting.ts";
import { type Check, outcome } from "./table.ts";

const plan = z.object({
  members: z.array(z.string()),
  tarballs: z.record(
    z.string(),
    z.object({ name: z.string(), version: z.string(), integrity: z.string().regex(/^sha512-/) }),
  ),
  links: z.array(z.object({ at: z.string(), to: z.string() })),
});
type Plan = z.infer<typeof plan>;

/**
 * The packages of the services hold all that their code imports: each is laid out here as Nix would, loaded, and
 * bundled with the bundler's own closure beside it.
 */
export function closureChecks(setting: Setting): Check[] {
  return ["executor", "agent"].map((service) => [
    `package: the ${service} with its production closure alone`,
    async () => {
      const own = await planOf(setting, `services/${service}`);
      const bundler = await planOf(setting, "packages/bundle");
      for (const { run } of [own, bundler]) if (!run.succeeded) return outcome(run, run.stderr);
      const folder = join(setting.scratch, `closure-${service}`);
      const missing = layOut(own.plan(), folder);
      if (missing.length > 0) return outcome(own.run, missing.join("\n"));
      const loaded = await loadAll(folder, service);
      if (loaded !== "") return outcome(own.run, loaded);
      const unbundled = layOut(bundler.plan(), folder);
      return outcome(
        own.run,
        unbundled.length > 0 ? unbundled.join("\n") : await runBundled(folder, service),
      );
    },
  ]);
}

async function planOf(setting: Setting, member: string) {
  const run = await setting.nix([
    ...["nix-instantiate", "--eval", "--strict", "--json", join(checkout, "nix/packages/plan.nix")],
    ...["--arg", "lockFile", join(checkout, "pnpm-lock.yaml"), "--argstr", "service", member],
    ...["--argstr", "cpu", process.arch],
  ]);
  return { run, plan: () => plan.parse(JSON.parse(run.stdout)) };
}

/** Bundles as nix/packages/service.nix does, and runs what comes of it alone, without configuration. */
async function runBundled(folder: string, service: string): Promise<string> {
  const made = await execa(
    process.execPath,
    ["packages/bundle/src/main.ts", service, `services/${service}/dist`],
    { cwd: folder, reject: false },
  );
  if (made.exitCode !== 0) return `  ${made.stderr.slice(-2000)}`;
  const alone = join(folder, "alone");
  cpSync(join(folder, `services/${service}/dist`), alone, { recursive: true });
  for (const part of ["node_modules", "services", "packages"])
    rmSync(join(folder, part), { recursive: true });
  const run = await execa(process.execPath, [join(alone, "main.mjs")], {
    ...{ cwd: folder, reject: false, extendEnv: false, timeout: 20_000 },
    env: { VOXNIX_STATE: "none", VOXNIX_AGENT_STATE: "none", VOXNIX_HTTP_PORT: "none", LOG_LEVEL: "none" },
  });
  return /LOG_LEVEL is not valid/.test(run.stderr + run.stdout) ? "" : `  ${run.stderr.slice(-2000)}`;
}

/** What nix/packages/service.nix does, with the packages that pnpm installed here. @returns those that are not here */
function layOut({ members, tarballs, links }: Plan, folder: string): string[] {
  const parts = members.flatMap((member) => ["package.json", "src"].map((part) => `${member}/${part}`));
  for (const part of ["package.json", ...parts])
    if (existsSync(join(checkout, part)))
      cpSync(join(checkout, part), join(folder, part), { recursive: true });
  const missing: string[] = [];
  for (const [at, { name, version }] of Object.entries(tarballs)) {
    const installed = globSync(
      `node_modules/.pnpm/${name.replace("/", "+")}@${version}*/node_modules/${name}`,
      { cwd: checkout },
    )[0];
    if (installed === undefined) missing.push(`${name}@${version} is not installed here`);
    else cpSync(join(checkout, installed), join(folder, at), { recursive: true });
  }
  for (const { at, to } of links) {
    if (existsSync(join(folder, at))) continue;
    mkdirSync(dirname(join(folder, at)), { recursive: true });
    symlinkSync(relative(dirname(join(folder, at)), join(folder, to)), join(folder, at));
  }
  return missing;
}

/** Loads every file of a service but its main.ts. @returns what went wrong */
async function loadAll(folder: string, service: string): Promise<string> {
  const files = globSync(`services/${service}/src/**/*.ts`, { cwd: folder }).filter(
    (file) => !/\.test\.ts$|\/testing\/|\/main\.ts$/.test(file),
  );
  const loads = files.map((file) => `await import(${JSON.stringify(join(folder, file))});`).join("\n");
  const run = await execa(process.execPath, ["--input-type=module", "--eval", `${loads}\nprocess.exit(0);`], {
    cwd: folder,
    reject: false,
    env: { NODE_PATH: "" },
  });
  return run.exitCode === 0 && files.length > 20
    ? ""
    : `  ${files.length} files:\n${run.stderr.slice(-2000)}`;
}
