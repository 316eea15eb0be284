import { randomUUID } from "node:crypto";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { execa } from "execa";
import { z } from "zod";
import { hostSettings } from "../../packages/sandbox/src/host-files.ts";
import { homes } from "./host/home-cases.ts";
import { optionCases, PACKAGE, refusals } from "./host/option-cases.ts";
import { serviceSection } from "./host/unit-text.ts";
import type { Nix, Run } from "./nix.ts";
import { checkout } from "./setting.ts";
import { type Check, type Outcome, outcome } from "./table.ts";

export interface HostContext {
  readonly nix: Nix;
  readonly nixpkgs: string;
  /** A folder for settings files. */
  readonly scratch: string;
  /** Whether that nixpkgs is the sandbox's stand-in: it knows options, and no host. */
  readonly standin: boolean;
  /** Sources of the flake's other inputs; without them its outputs are not checked. */
  readonly extraContainer: string | undefined;
  readonly agenix: string | undefined;
}

const here = join(import.meta.dirname, "host");

/** The host's half: options, assertions, units, the appliance and the flake's outputs. */
export function hostChecks(context: HostContext): Check[] {
  if (context.standin) return wrongValues(context);
  return [
    ["host: every option has its cases", () => everyOption(context)],
    ...goodValues(context),
    ...wrongValues(context),
    ...refusals.map((one): Check => [`refused: ${one.name}`, () => refused(context, one)]),
    ["host: no warning, no failed assertion", () => quiet(context)],
    ["host: its units are those of the sandbox", () => sameUnits(context)],
    ...flakeChecks(context),
  ];
}

function evaluateFile(context: HostContext, file: string, given: object, ...more: string[]): Promise<Run> {
  const settingsFile = join(context.scratch, `host-${randomUUID()}.json`);
  writeFileSync(settingsFile, JSON.stringify(given));
  return context.nix([
    ...["nix-instantiate", "--eval", "--read-write-mode", "--strict", "--json", join(here, file)],
    ...["--argstr", "nixpkgs", context.nixpkgs, "--argstr", "settingsFile", settingsFile, ...more],
  ]);
}

function ask(context: HostContext, what: string, given: object): Promise<Run> {
  return evaluateFile(context, "module.nix", given, "--argstr", "ask", what);
}

const usual = { enable: true, agent: { owners: ["telegram:1"] } };

/** "a.b" → { a: { b: value } }; "list.*.x" takes the whole list. */
function nested(name: string, value: unknown): object {
  const path = name.replace(/\.\*\..*$/, "").split(".");
  const all = path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
  return z.record(z.string(), z.unknown()).parse(all);
}

function merged(base: unknown, change: unknown): object {
  const all: Record<string, unknown> = { ...z.record(z.string(), z.unknown()).parse(base) };
  for (const [name, value] of Object.entries(z.record(z.string(), z.unknown()).parse(change)))
    all[name] = isPlain(all[name]) && isPlain(value) ? merged(all[name], value) : value;
  return all;
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function everyOption(context: HostContext): Promise<Outcome> {
  const run = await ask(context, "options", { settings: usual });
  if (!run.succeeded) return outcome(run, run.stderr);
  const options = z
    .array(z.object({ name: z.string(), described: z.boolean() }))
    .parse(JSON.parse(run.stdout));
  const unknown = options
    .filter(({ name }) => !(name in optionCases))
    .map(({ name }) => `${name} has no case`);
  const gone = Object.keys(optionCases)
    .filter((name) => !options.some((option) => option.name === name))
    .map((name) => `${name} is no option`);
  const silent = options
    .filter(({ described }) => !described)
    .map(({ name }) => `${name} has no description`);
  return outcome(run, [...unknown, ...gone, ...silent].join("\n"));
}

// All at once: an evaluation of a whole host takes seconds. Those that rule one another out have one of their own.
const alone = [
  "agent.enable",
  "network.nat.enable",
  "images.prebuild",
  "images.prebuild.*.modules",
  "network.reachPrivateNetworks",
];

function goodValues(context: HostContext): Check[] {
  const packages = Object.keys(optionCases).filter((name) => optionCases[name]?.good[0] === PACKAGE);
  const together = Object.keys(optionCases).filter(
    (name) => !alone.includes(name) && !packages.includes(name),
  );
  return [
    [`options: ${together.length} set at once`, () => effects(context, together)],
    ["options: the packages", () => effects(context, packages)],
    ...alone.map((name): Check => [`options: ${name}`, () => effects(context, [name])]),
  ];
}

/** Sets options and looks for what each of them does. */
async function effects(context: HostContext, names: readonly string[]): Promise<Outcome> {
  const cases = names.flatMap((name) => (optionCases[name] ? [{ name, good: optionCases[name].good }] : []));
  const values = cases.filter(({ good }) => good[0] !== PACKAGE);
  const run = await ask(context, "all", {
    settings: values.reduce<object>((all, { name, good }) => merged(all, nested(name, good[0])), usual),
    mine: cases.filter(({ good }) => good[0] === PACKAGE).map(({ name }) => name.replace("package.", "")),
    // For the dataset's sake.
    host: { boot: { supportedFilesystems: { zfs: true } }, networking: { hostId: "00000000" } },
  });
  if (!run.succeeded) return outcome(run, run.stderr);
  const text = run.stdout.replaceAll('\\"', '"').replaceAll("\\n", "\n");
  const missing = cases.filter(({ good }) => !good[1].test(text));
  const lines = missing.map(
    ({ name, good }) => `  ${name} = ${JSON.stringify(good[0])}: nothing like ${good[1]}`,
  );
  return outcome(run, lines.join("\n"));
}

function wrongValues(context: HostContext): Check[] {
  return Object.entries(optionCases).flatMap(([name, { bad }]): Check[] => {
    if (bad === undefined) return [];
    const option = name.replace(/\.\*\..*$/, "");
    return [
      [
        `refused: ${name} = ${JSON.stringify(bad[0])}`,
        async () => {
          const run = await evaluateFile(context, "value.nix", {
            option,
            settings: merged({}, nested(name, bad[0])),
          });
          const named = run.stderr.includes(`services.voxnix.${option}`);
          if (!run.succeeded && named && bad[1].test(run.stderr)) return outcome(run, "");
          return outcome(run, `  expected an error that says ${bad[1]}, got:\n${run.stdout}${run.stderr}`);
        },
      ],
    ];
  });
}

async function refused(context: HostContext, one: (typeof refusals)[number]): Promise<Outcome> {
  const settings = "agent" in one.settings ? { enable: true, ...one.settings } : merged(usual, one.settings);
  const run = await ask(context, "assertions", { settings, ...(one.host ? { host: one.host } : {}) });
  if (!run.succeeded) return outcome(run, run.stderr);
  const said = z
    .array(z.string())
    .parse(JSON.parse(run.stdout))
    .filter((text) => /voxnix/.test(text));
  const fits = said.length === 1 && one.says.test(said[0] ?? "");
  return outcome(run, fits ? "" : `  expected one message like ${one.says}, got:\n${said.join("\n")}`);
}

async function quiet(context: HostContext): Promise<Outcome> {
  const run = await ask(context, "complaints", { settings: usual });
  const none = run.succeeded && isDeepStrictEqual(JSON.parse(run.stdout), []);
  return outcome(run, none ? "" : `${run.stdout}${run.stderr}`);
}

/** A hardening change is tested in the sandbox: there and on NixOS a unit means the same. */
async function sameUnits(context: HostContext): Promise<Outcome> {
  const sandbox = hostSettings({ nixpkgs: null, extraContainer: null });
  const run = await ask(context, "both", { settings: { ...usual, agent: { enable: true } }, sandbox });
  if (!run.succeeded) return outcome(run, run.stderr);
  const { nixos, rendered } = z
    .object({ nixos: z.record(z.string(), z.string()), rendered: z.record(z.string(), z.string()) })
    .parse(JSON.parse(run.stdout));
  const names = Object.keys(rendered).sort();
  if (!isDeepStrictEqual(Object.keys(nixos).sort(), names))
    return outcome(run, `  NixOS has ${Object.keys(nixos)}, the sandbox ${names}`);
  const differences = names.flatMap((name) => {
    const there = serviceSection(nixos[name] ?? "");
    const own = serviceSection(rendered[name] ?? "");
    if (own.length < 3) return [`  ${name}: nothing to compare`];
    return isDeepStrictEqual(there, own)
      ? []
      : [`  ${name} on NixOS:\n${there.join("\n")}\n  in the sandbox:\n${own.join("\n")}`];
  });
  return outcome(run, differences.join("\n"));
}

const outputs = [
  ...["agent", "executor", "tools", "extra-container", "agenix", "default"].map(
    (name) => `packages.x86_64-linux.${name}`,
  ),
  "packages.aarch64-linux.agent",
  "packages.aarch64-linux.executor",
  "devShells.x86_64-linux.default",
  "formatter.x86_64-linux",
  "checks.x86_64-linux.appliance",
  "checks.x86_64-linux.code",
  "checks.x86_64-linux.machine",
  "nixosConfigurations.appliance.config.system.build.toplevel",
  "nixosConfigurations.appliance.config.system.build.disk",
];

function flakeChecks(context: HostContext): Check[] {
  const { extraContainer, agenix } = context;
  const missing = [extraContainer, agenix].some((path) => path === undefined || !existsSync(path));
  if (extraContainer === undefined || agenix === undefined || missing) {
    console.error(
      "NOT CHECKED: the flake's outputs and the appliance. Say --extra-container PATH and --agenix PATH with their sources.",
    );
    return [];
  }
  const evaluate = (attribute: string, ...more: string[]) =>
    context.nix([
      ...["nix-instantiate", "--eval", "--read-write-mode", "--strict", "--json", join(here, "outputs.nix")],
      ...["--argstr", "nixpkgs", context.nixpkgs, "--argstr", "extraContainer", extraContainer],
      ...["--argstr", "agenix", agenix, "--attr", attribute, ...more],
    ]);
  const derivations = outputs.map(
    (name): Check => [
      `flake: ${name.replace("nixosConfigurations.appliance.config.system.build", "appliance")}`,
      async () => {
        const run = await evaluate(`${name}.drvPath`);
        return outcome(
          run,
          run.succeeded && /\.drv"$/.test(run.stdout.trim()) ? "" : run.stdout + run.stderr,
        );
      },
    ],
  );
  const plain = (attribute: string, expected: RegExp): Check => [
    `flake: ${attribute.replace("nixosConfigurations.appliance.config", "appliance")}`,
    async () => {
      const run = await evaluate(attribute);
      return outcome(run, run.succeeded && expected.test(run.stdout) ? "" : run.stdout + run.stderr);
    },
  ];
  const elsewhere = homes.map(
    (home): Check => [
      `appliance: ${home.name}`,
      async () => {
        const sources = ["--argstr", "extraContainer", extraContainer, "--argstr", "agenix", agenix];
        const run = await evaluateFile(context, "home.nix", home.differs, ...sources);
        return outcome(run, run.succeeded && home.says.test(run.stdout) ? "" : run.stdout + run.stderr);
      },
    ],
  );
  return [
    ...elsewhere,
    ["flake: as Nix reads it, its inputs overridden", () => overridden(context, extraContainer, agenix)],
    ...derivations,
    plain("nixosConfigurations.appliance.config.warnings", /^\[\]\s*$/),
    plain("placeholders.deploy", /"voxnix\.home\.admin\.keys\.0".*"services\.voxnix\.agent\.owners\.0"/),
    plain("nixosConfigurations.appliance.config.system.preSwitchChecks", /home\.nix is not filled in/),
  ];
}

/** `nix eval` on a clean copy of this checkout, with --override-input for each input. */
async function overridden(context: HostContext, extraContainer: string, agenix: string): Promise<Outcome> {
  const copy = join(context.scratch, "flake");
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: checkout,
  });
  for (const file of stdout.split("\0"))
    if (file !== "" && existsSync(join(checkout, file)))
      cpSync(join(checkout, file), join(copy, file), { recursive: true });
  const inputs = { nixpkgs: context.nixpkgs, "extra-container": extraContainer, agenix };
  const run = await context.nix([
    ...["nix", "--extra-experimental-features", "nix-command flakes", "eval", "--json"],
    ...[`path:${copy}#packages.x86_64-linux`, "--apply", "builtins.mapAttrs (_: package: package.drvPath)"],
    ...Object.entries(inputs).flatMap(([name, path]) => ["--override-input", name, `path:${path}`]),
    "--no-write-lock-file",
  ]);
  return outcome(run, run.succeeded && /voxnix-executor-\S+\.drv/.test(run.stdout) ? "" : run.stderr);
}
