import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerName } from "@voxnix/protocol";
import { expect, test, vi } from "vitest";
import { parseSubnet } from "../machines/addresses.ts";
import { Secrets } from "../secrets/secrets.ts";
import type { ChosenModule } from "../store/record.ts";
import type { Finished, Run } from "../system/run.ts";
import { catalogue } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { createComposer } from "./composer.ts";
import { ImageIndex } from "./image-index.ts";
import { imageKey } from "./image-key.ts";
import type { Reporter } from "./nix.ts";

const done = (stdout: string): Finished => ({ code: 0, stdout, stderr: "", timedOut: false });
const failed = (stderr: string): Finished => ({ code: 1, stdout: "", stderr, timedOut: false });
const report: Reporter = { phase: () => {}, progress: () => {}, log: () => {} };
const signal = new AbortController().signal;

const after = (args: readonly string[], flag: string) => args[args.indexOf(flag) + 1] ?? "";

// Any path that is there; a template is one as well.
const output = await mkdtemp(join(tmpdir(), "voxnix-output-"));
await writeFile(join(output, "unit"), "[Unit]\n");
await writeFile(
  join(output, "conf"),
  'SYSTEM_PATH=/@image@\nLOCAL_ADDRESS=@address@/24\nEXTRA_NSPAWN_FLAGS=" @flags@"\n',
);
// As Nix would read it, were it not in a file.
const evil = ["$", "{evil} ''"].join("");

// Nix as far as the composer sees it: links where it was told to make them.
const nix: Run = async (program, args) => {
  if (program === "nix-instantiate") {
    await symlink("/nix/store/x.drv", after(args, "--add-root"));
    return done(`${after(args, "--add-root")}\n`);
  }
  if (program === "sync") return done("");
  if (args[0] === "path-info") return done(JSON.stringify({ [output]: { narSize: 7 } }));
  await mkdir(join(after(args, "--out-link"), ".."), { recursive: true });
  await symlink(output, after(args, "--out-link"));
  return done(`${output}\n`);
};

async function setUp(run: Run) {
  const state = await mkdtemp(join(tmpdir(), "voxnix-composer-"));
  const nixpkgs = join(state, "nixpkgs");
  await mkdir(nixpkgs);
  await writeFile(join(nixpkgs, "default.nix"), "{ }");
  const library = { fingerprint: () => "library", catalogue: async () => catalogue };
  const options = {
    state,
    gcRoots: join(state, "roots"),
    nixpkgs,
    library: "/library",
    bridge: "br-vox",
    subnet: parseSubnet("10.88.0.0/24"),
    startTimeoutMs: 1_000,
    evalMemoryMb: 512,
  };
  const images = await ImageIndex.open(join(state, "images"), join(state, "roots/images"));
  const parts = { library, images, secrets: new Secrets(join(state, "secrets")) };
  return { state, nixpkgs, library, images, composer: createComposer(options, parts, run) };
}

const plainKind = { tun: false, nesting: false };
const git = { name: "git", settings: {} };
const fish = { name: "fish", settings: {} };
const choice = (...modules: ChosenModule[]) => ({ modules, packages: ["htop"] });

test("the spec reaches Nix as a file, never as an argument or code", async () => {
  const run = vi.fn<Run>(async (program, args, options) => {
    if (program === "nix-instantiate") {
      const spec = JSON.parse(await readFile(after(args, "specFile"), "utf8"));
      if (args[0] === "/library/compose/host-side.nix") {
        expect(spec).toEqual({ ...plainKind, bridge: "br-vox", prefixLength: 24, startTimeoutSeconds: 1 });
        return nix(program, args, options);
      }
      expect(spec).toEqual({
        modules: { git: { userName: evil } },
        packages: ["htop"],
        host: { gateway: "10.88.0.1", prefixLength: 24 },
      });
      expect(options?.env?.GC_MAXIMUM_HEAP_SIZE).toBe(String(512 * 1024 * 1024));
    }
    expect(args.join(" ")).not.toContain("evil");
    return nix(program, args, options);
  });
  const { composer, state } = await setUp(run);
  await composer.image(choice({ name: "git", settings: { userName: evil } }), report, signal);
  // The template is for whatever is made from it later; of the system its size is asked as well.
  expect(run.mock.calls.map(([program, [first]]) => [program, first?.split("/").at(-1)])).toEqual([
    ["nix-instantiate", "image.nix"],
    ["nix", "build"],
    ["sync", "--file-system"],
    ["nix-instantiate", "host-side.nix"],
    ["nix", "build"],
    ["sync", "--file-system"],
    ["nix", "path-info"],
  ]);
  expect(await readdir(join(state, "specs"))).toEqual([]);
});

test("an image is known only when the disk has it: a power cut would empty what Nix has just built", async () => {
  const run = vi.fn<Run>(async (program, args, options) =>
    program === "sync" ? failed("sync: error syncing: Input/output error") : nix(program, args, options),
  );
  const { composer, images } = await setUp(run);
  await expect(composer.image(choice(git), report, signal)).rejects.toMatchObject({
    reason: "BUILD_FAILED",
    facts: { lines: ["sync: error syncing: Input/output error"] },
  });
  expect(images.all()).toEqual([]);
});

test("a known image needs no Nix process, and says so", async () => {
  const run = vi.fn(nix);
  const { composer } = await setUp(run);
  const first = await composer.image(choice(git, fish), report, signal);
  run.mockClear();
  const phase = vi.fn();
  expect(await composer.image(choice(fish, git), { ...report, phase }, signal)).toBe(first);
  expect(run).not.toHaveBeenCalled();
  expect(phase).toHaveBeenCalledWith("BUILD", "Using a known image");
});

test("a container of a known image needs no Nix process, and what it is started by names it alone", async () => {
  const run = vi.fn(nix);
  const { composer } = await setUp(run);
  const image = await composer.image(choice(git), report, signal);
  run.mockClear();
  const [one, two] = ["one", "two"].map((machine, index) =>
    someRecord({
      machine: ContainerName.parse(machine),
      image,
      address: `10.88.0.${index + 2}`,
      modules: [git],
    }),
  );
  if (one === undefined || two === undefined) throw new Error("two records");
  const side = await composer.hostSide(one, "/srv/one", report, signal);
  await composer.hostSide(two, "/srv/two", report, signal);
  expect(run).not.toHaveBeenCalled();
  expect(await readFile(join(side, "etc/nixos-containers/one.conf"), "utf8")).toBe(
    `SYSTEM_PATH=${image}\nLOCAL_ADDRESS=10.88.0.2/24\nEXTRA_NSPAWN_FLAGS=""\nLOCAL_MAC_ADDRESS=0a:76:0a:58:00:02\nAUTO_START=1\n`,
  );
});

test("a template is made once for all who wait for it, and again when the library has changed", async () => {
  const run = vi.fn(nix);
  const { composer, library } = await setUp(run);
  await Promise.all([composer.prepare(report, signal), composer.prepare(report, signal)]);
  await composer.prepare(report, signal);
  expect(run).toHaveBeenCalledTimes(3);
  library.fingerprint = () => "another";
  await composer.prepare(report, signal);
  expect(run).toHaveBeenCalledTimes(6);
});

test("an image that cannot be evaluated is told from one that cannot be built", async () => {
  const evaluation = await setUp(async () =>
    failed('@nix {"action":"msg","level":0,"msg":"error: no such option"}\n'),
  );
  await expect(evaluation.composer.image(choice(git), report, signal)).rejects.toThrow(
    expect.objectContaining({ reason: "EVAL_FAILED" }),
  );
  const building = await setUp(async (program, args, options) =>
    program === "nix" ? failed("builder failed") : nix(program, args, options),
  );
  await expect(building.composer.image(choice(git), report, signal)).rejects.toThrow(
    expect.objectContaining({ reason: "BUILD_FAILED", facts: { lines: ["builder failed"] } }),
  );
});

test("equal choices have one key in whatever order; settings, packages, host, library and nixpkgs change it", async () => {
  const { library, nixpkgs } = await setUp(nix);
  const key = (
    modules: Record<string, Record<string, unknown>>,
    more: { host?: object; library?: string; packages?: string[] } = {},
  ) =>
    imageKey(
      { modules, packages: more.packages ?? [], host: more.host ?? {} },
      { ...library, fingerprint: () => more.library ?? "library" },
      nixpkgs,
    );
  const base = await key({ git: {}, fish: {} });
  expect(await key({ fish: {}, git: { depth: 1 } })).toBe(base);
  expect(await key({ fish: {}, git: { depth: 2 } })).not.toBe(base);
  expect(await key({ git: {} })).not.toBe(base);
  const htop = await key({ git: {}, fish: {} }, { packages: ["htop", "jq"] });
  expect(htop).not.toBe(base);
  expect(await key({ git: {}, fish: {} }, { packages: ["jq", "htop"] })).toBe(htop);
  expect(await key({ git: {}, fish: {} }, { host: { gateway: "x" } })).not.toBe(base);
  expect(await key({ git: {}, fish: {} }, { library: "other" })).not.toBe(base);
  await writeFile(join(nixpkgs, "default.nix"), "{ a = 1; }");
  expect(await key({ git: {}, fish: {} })).not.toBe(base);
});
