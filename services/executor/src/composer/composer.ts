import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Subnet } from "../machines/addresses.ts";
import { writeAtomically } from "../store/atomic.ts";
import type { ChosenModule, ContainerRecord } from "../store/record.ts";
import { Mutex } from "../system/mutex.ts";
import { type Run, run as realRun } from "../system/run.ts";
import type { Catalogue, Library } from "./catalogue.ts";
import { nixpkgsIdentity } from "./fingerprint.ts";
import { removeRoot } from "./gc-root.ts";
import { instantiate, type Reporter, realise } from "./nix.ts";
import { type SharedBuild, shareBuilds } from "./shared.ts";

export interface Composer {
  /** The system for a choice of modules: a known one at once and without Nix, else built. @returns its store path */
  image(modules: readonly ChosenModule[], report: Reporter, signal: AbortSignal): Promise<string>;
  /** Unit and conf of one container. @returns the store path that extra-container installs from */
  hostSide(
    record: ContainerRecord,
    workspace: string,
    report: Reporter,
    signal: AbortSignal,
  ): Promise<string>;
  /** Lets the garbage collector have a container's host side. */
  forget(machine: string): Promise<void>;
}

export interface ComposerOptions {
  state: string;
  gcRoots: string;
  nixpkgs: string;
  library: string;
  bridge: string;
  subnet: Subnet;
  startTimeoutMs: number;
  evalMemoryMb: number;
}

/** Composes with the Nix on PATH. Evaluates one system at a time: each may take a gigabyte. */
export function createComposer(options: ComposerOptions, library: Library, run: Run = realRun): Composer {
  const evaluation = new Mutex();
  const images = shareBuilds<string>();
  const rootOf = (kind: "images" | "containers", name: string) => join(options.gcRoots, kind, name);

  const build = async (
    file: string,
    name: string,
    spec: object,
    root: string,
    report: Reporter,
    signal: AbortSignal,
  ): Promise<string> => {
    // A build that is still ending must not take the files of the next one with it.
    const draft = join(options.state, "specs", `${name}-${randomUUID().slice(0, 8)}`);
    const specFile = `${draft}.json`;
    const drvRoot = `${draft}.drv`;
    await writeAtomically(specFile, JSON.stringify(spec));
    await mkdir(join(root, ".."), { recursive: true });
    try {
      const what = {
        file: join(options.library, "compose", file),
        nixpkgs: options.nixpkgs,
        specFile,
        root: drvRoot,
      };
      await evaluation.run(() => instantiate(run, options, what, report, signal), signal);
      const derivation = await readlink(drvRoot);
      report.phase(
        "BUILD",
        `Building ${name.startsWith("image-") ? "the system" : "unit and configuration"}`,
      );
      return await realise(run, derivation, root, report, signal);
    } finally {
      await rm(specFile, { force: true });
      await removeRoot(drvRoot);
    }
  };

  return {
    async image(modules, report, signal) {
      const spec = {
        modules: Object.fromEntries(modules.map(({ name, settings }) => [name, settings])),
        host: { gateway: options.subnet.gateway, prefixLength: options.subnet.prefixLength },
      };
      const key = await imageKey(spec, library, options.nixpkgs);
      const root = rootOf("images", key);
      const known = await readlink(root).catch(() => undefined);
      if (known !== undefined && existsSync(known)) {
        report.phase("BUILD", "Using a known image");
        return known;
      }
      return images(key, report, signal, (shared: SharedBuild) => {
        shared.report.phase(
          "EVALUATE",
          modules.length === 0
            ? "Evaluating a plain system"
            : `Evaluating the system from ${listed(modules)}`,
        );
        return build("image.nix", `image-${key}`, spec, root, shared.report, shared.signal);
      });
    },
    hostSide(record, workspace, report, signal) {
      const spec = {
        machine: record.machine,
        image: record.image,
        bridge: options.bridge,
        address: record.address,
        prefixLength: options.subnet.prefixLength,
        autostart: record.autostart,
        startTimeoutSeconds: Math.ceil(options.startTimeoutMs / 1_000),
        binds:
          record.workspace === null
            ? []
            : [{ host: workspace, container: record.workspace, readOnly: false }],
      };
      // Its few derivations are no news for anybody: only its log lines are passed on.
      const quiet = { ...report, phase: () => {}, progress: () => {} };
      return build(
        "host-side.nix",
        `host-${record.machine}`,
        spec,
        rootOf("containers", record.machine),
        quiet,
        signal,
      );
    },
    forget: (machine) => removeRoot(rootOf("containers", machine)),
  };
}

/**
 * The identity of an image: all that its content depends on, defaults filled in. Equal choices have
 * equal keys, in whatever order they were made.
 */
export async function imageKey(
  spec: { modules: Record<string, Record<string, unknown>>; host: object },
  library: Library,
  nixpkgs: string,
): Promise<string> {
  const catalogue = await library.catalogue();
  const modules = Object.keys(spec.modules)
    .sort()
    .map((name) => [name, settled(spec.modules[name] ?? {}, catalogue, name)]);
  const identity = [modules, spec.host, library.fingerprint(), nixpkgsIdentity(nixpkgs)];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 40);
}

function settled(given: Record<string, unknown>, catalogue: Catalogue, module: string): [string, unknown][] {
  const about = catalogue[module]?.settings ?? {};
  return Object.keys(about)
    .sort()
    .map((setting) => [setting, given[setting] ?? about[setting]?.default ?? null]);
}

function listed(modules: readonly ChosenModule[]): string {
  const names = modules.map(({ name }) => name);
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
