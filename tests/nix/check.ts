// Evaluates the composition against a real nixpkgs, which is not part of this repository:
//   npm run check:nix -- --nixpkgs PATH
// Nothing is built. Exits 0 if every case came out as it should, 1 if not, 2 if it could not start.
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Case, cases, IMAGE } from "./cases.ts";
import { findNix, type Nix } from "./nix.ts";

const checkout = realpathSync(join(import.meta.dirname, "../.."));

const standin = join(checkout, "packages/sandbox/standins/nixpkgs");
/** Expressions that have to come out the same with the stand-in as with the real nixpkgs. */
const agreements = ["module-system.nix", "conf.nix"];

/** What became of a case; `problem` is empty if it is what was expected. */
interface Outcome {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly problem: string;
}

process.exitCode = await main(
  parseArgs({ options: { nixpkgs: { type: "string" } } }).values.nixpkgs ?? process.env.VOXNIX_NIXPKGS,
);

async function main(nixpkgs: string | undefined): Promise<number> {
  if (nixpkgs === undefined || !existsSync(join(nixpkgs, "nixos/modules/module-list.nix"))) {
    console.error(
      nixpkgs === undefined
        ? "NOT CHECKED: no nixpkgs given. Say --nixpkgs PATH with a checkout of nixpkgs."
        : `NOT CHECKED: ${nixpkgs} is no nixpkgs: it has no nixos/modules/module-list.nix.`,
    );
    return 2;
  }
  const tree = realpathSync(nixpkgs);
  const scratch = mkdtempSync(join(tmpdir(), "voxnix-nix-"));
  try {
    const nix = await findNix(scratch, [checkout, tree, scratch]);
    return await checkAll(nix, tree, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function checkAll(nix: Nix, nixpkgs: string, scratch: string): Promise<number> {
  // Host sides want an image that is in the store; any file will do for an evaluation.
  writeFileSync(join(scratch, "image"), "");
  const added = await nix(["nix-store", "--add", join(scratch, "image")]);
  if (!added.succeeded) throw new Error(`Nix does not work here: ${added.stderr}`);

  const work: [name: string, check: () => Promise<Outcome>][] = [
    ...cases.map((one): [string, () => Promise<Outcome>] => [
      one.name,
      () => check(one, nix, nixpkgs, scratch, added.stdout.trim()),
    ]),
    ...agreements.map((file): [string, () => Promise<Outcome>] => [
      `the stand-in agrees: ${file}`,
      () => compare(file, nix, nixpkgs),
    ]),
  ];
  let failed = 0;
  console.log(row("case", "outcome", "seconds", "peak MB"));
  for (const [name, run] of work) {
    const outcome = await run();
    if (outcome.problem !== "") failed += 1;
    const verdict = outcome.problem === "" ? "ok" : "FAILED";
    console.log(row(name, verdict, outcome.seconds.toFixed(2), String(outcome.peakMegabytes)));
    if (outcome.problem !== "") console.log(outcome.problem);
  }
  console.log(`${work.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function compare(file: string, nix: Nix, nixpkgs: string): Promise<Outcome> {
  const evaluate = (tree: string) =>
    nix([
      ...["nix-instantiate", "--eval", "--strict", "--json", join(import.meta.dirname, file)],
      ...["--argstr", "nixpkgs", tree],
    ]);
  const real = await evaluate(nixpkgs);
  const ours = await evaluate(standin);
  const agreed = real.succeeded && ours.succeeded && real.stdout === ours.stdout;
  return {
    seconds: real.seconds,
    peakMegabytes: real.peakMegabytes,
    problem: agreed
      ? ""
      : `  nixpkgs:\n${real.stdout}${real.stderr}\n  the stand-in:\n${ours.stdout}${ours.stderr}`,
  };
}

async function check(one: Case, nix: Nix, nixpkgs: string, scratch: string, image: string): Promise<Outcome> {
  const specFile = join(scratch, "spec.json");
  writeFileSync(specFile, JSON.stringify(one.spec).replace(IMAGE, image));
  const file = join(checkout, "nix/compose", one.file);
  const run = await nix([
    ...["nix-instantiate", file, "--argstr", "nixpkgs", nixpkgs, "--argstr", "specFile", specFile],
  ]);
  return { seconds: run.seconds, peakMegabytes: run.peakMegabytes, problem: problemOf(one, run) };
}

function problemOf(one: Case, run: { succeeded: boolean; stdout: string; stderr: string }): string {
  if ("error" in one.expect)
    return !run.succeeded && one.expect.error.test(run.stderr)
      ? ""
      : `  expected an error like ${one.expect.error}, got:\n${run.succeeded ? run.stdout : run.stderr}`;
  return run.succeeded && one.expect.derivation.test(run.stdout.trim())
    ? ""
    : `  expected a derivation like ${one.expect.derivation}, got:\n${run.stdout}${run.stderr}`;
}

function row(name: string, outcome: string, seconds: string, peak: string): string {
  return `${name.padEnd(40)} ${outcome.padEnd(8)} ${seconds.padStart(8)} ${peak.padStart(8)}`;
}
