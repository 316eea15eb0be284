// Evaluates what voxnix composes. Nothing is built.
//   npm run check:nix -- --nixpkgs PATH [--extra-container PATH --agenix PATH]   against a real nixpkgs
//   npm run check:nix -- --standin                                             against the sandbox's stand-in
// Exits 0 if every check came out as it should, 1 if not, 2 if it could not start. --markdown prints the table
// for docs/verification.md, --only TEXT makes do with the checks that have the text in their name.
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agreementChecks } from "./agreements.ts";
import { catalogueChecks } from "./catalogue-checks.ts";
import { closureChecks } from "./closure-checks.ts";
import { containerChecks } from "./container-checks.ts";
import { hostChecks } from "./host.ts";
import { libraryChecks } from "./library-checks.ts";
import { findNix, type Nix } from "./nix.ts";
import { packageChecks } from "./package-checks.ts";
import { pageChecks } from "./page-checks.ts";
import { checkout, type Setting, standin } from "./setting.ts";
import { standinPackages } from "./standin-packages.ts";
import { type Check, runAll } from "./table.ts";

const path = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const { values } = parseArgs({
  options: {
    nixpkgs: path,
    "extra-container": path,
    agenix: path,
    only: path,
    standin: flag,
    markdown: flag,
  },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const nixpkgs = values.standin ? standin : (values.nixpkgs ?? process.env.VOXNIX_NIXPKGS);
  const list = values.standin ? "nixos/lib/eval-config.nix" : "nixos/modules/module-list.nix";
  if (nixpkgs === undefined || !existsSync(join(nixpkgs, list))) {
    console.error(
      nixpkgs === undefined
        ? "NOT CHECKED: no nixpkgs given. Say --nixpkgs PATH with a checkout of nixpkgs, or --standin."
        : `NOT CHECKED: ${nixpkgs} is no nixpkgs: it has no ${list}.`,
    );
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), "voxnix-nix-"));
  try {
    const tree = realpathSync(nixpkgs);
    const real = (given: string | undefined) => (given === undefined ? [] : [realpathSync(given)]);
    const sources = [...real(values["extra-container"]), ...real(values.agenix)];
    const variables = values.standin ? { VOXNIX_STANDIN_PACKAGES: join(scratch, "packages.json") } : {};
    const nix = await findNix(scratch, [checkout, tree, scratch, ...sources], variables);
    const all = await checksOf({ nix, nixpkgs: tree, scratch, standin: values.standin ?? false });
    const wanted = all.filter(([name]) => name.includes(values.only ?? ""));
    // A real nixpkgs takes a gigabyte for each.
    const atOnce = values.standin ? availableParallelism() : 1;
    return await runAll(wanted, { markdown: values.markdown ?? false, atOnce });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function checksOf(setting: Setting): Promise<Check[]> {
  await assertWorks(setting.nix);
  if (setting.standin) await standinPackages(setting);
  return [
    ...(await catalogueChecks(setting)),
    ...(await libraryChecks(setting)),
    ...packageChecks(setting),
    ...containerChecks(setting),
    ...pageChecks(setting),
    ...closureChecks(setting),
    ...(setting.standin ? [] : agreementChecks(setting)),
    ...hostChecks({ ...setting, extraContainer: values["extra-container"], agenix: values.agenix }),
  ];
}

async function assertWorks(nix: Nix): Promise<void> {
  const run = await nix(["nix-instantiate", "--eval", "--expr", "1 + 1"]);
  if (!run.succeeded) throw new Error(`Nix does not work here: ${run.stderr}`);
}
