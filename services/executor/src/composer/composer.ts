import { randomUUID } from "node:crypto";
import { mkdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Subnet } from "../machines/addresses.ts";
import { credentialsOf, withCredentialIds } from "../secrets/credentials.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { writeAtomically } from "../store/atomic.ts";
import type { Choice, ContainerRecord } from "../store/record.ts";
import { Mutex } from "../system/mutex.ts";
import { type Run, run as realRun } from "../system/run.ts";
import type { Library } from "./catalogue.ts";
import { closureOf, sizeOf } from "./closure.ts";
import { nixpkgsIdentity } from "./fingerprint.ts";
import { removeRoot } from "./gc-root.ts";
import { HostSides } from "./host-sides.ts";
import type { ImageIndex } from "./image-index.ts";
import { imageKey } from "./image-key.ts";
import { instantiate, type Reporter, realise, syncStore } from "./nix.ts";
import { render } from "./render.ts";
import { closure } from "./settings.ts";
import { type SharedBuild, shareBuilds } from "./shared.ts";
import { type Kind, openTemplates } from "./template.ts";

export interface Composer {
  /** The system of a choice: a known one at once and without evaluating, else built. @returns its store path */
  image(choice: Choice, report: Reporter, signal: AbortSignal): Promise<string>;
  /** The identity of a choice's image with the library and nixpkgs of now. */
  key(choice: Choice): Promise<string>;
  /**
   * Unit and conf of one container, filled in without any Nix process where one of its kind was made before.
   * @returns the folder that they are installed from, kept beside the one in use until one of them is settled on
   */
  hostSide(
    record: ContainerRecord,
    workspace: string,
    report: Reporter,
    signal: AbortSignal,
  ): Promise<string>;
  /** Has at hand what host sides of the plain kind are made from. */
  prepare(report: Reporter, signal: AbortSignal): Promise<void>;
  /** Makes the host side of the record the one that is kept; forgets a next one. */
  settle(record: ContainerRecord): Promise<void>;
  /** The host sides that are kept from the garbage collector, by machine; more than one while one is decided on. */
  held(): Promise<Map<string, string[]>>;
  /** Lets go of a container's host sides, and the garbage collector have what they needed. */
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

/** What a composer leans on. */
export interface ComposerParts {
  library: Library;
  images: ImageIndex;
  secrets: Secrets;
}

/** Composes with the Nix on PATH. Evaluates one system at a time: each may take a gigabyte. */
export function createComposer(
  options: ComposerOptions,
  { library, images, secrets }: ComposerParts,
  run: Run = realRun,
): Composer {
  const evaluation = new Mutex();
  const builds = shareBuilds<string>();
  const sides = new HostSides(options.gcRoots);
  const host = { gateway: options.subnet.gateway, prefixLength: options.subnet.prefixLength };

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
      const path = await realise(run, derivation, root, report, signal);
      await syncStore(run, path);
      return path;
    } finally {
      await rm(specFile, { force: true });
      await removeRoot(drvRoot);
    }
  };

  const { bridge, startTimeoutMs } = options;
  const common = {
    bridge,
    prefixLength: options.subnet.prefixLength,
    startTimeoutSeconds: Math.ceil(startTimeoutMs / 1_000),
  };
  const templates = openTemplates(
    join(options.gcRoots, "templates"),
    () => [common, library.fingerprint(), nixpkgsIdentity(options.nixpkgs)],
    (kind, root, shared) =>
      build("host-side.nix", "template", { ...common, ...kind }, root, shared.report, shared.signal),
  );

  const specOf = async ({ modules, packages }: Choice) => {
    const concealed = withCredentialIds(modules, await library.catalogue());
    const settings = Object.fromEntries(concealed.map(({ name, settings }) => [name, settings]));
    return { modules: settings, packages: [...packages], host };
  };

  const kindOf = async (choice: Choice): Promise<Kind> => {
    const catalogue = await library.catalogue();
    const modules = closure(choice.modules, catalogue);
    return {
      tun: modules.some((name) => catalogue[name]?.host.tun === true),
      nesting: modules.some((name) => catalogue[name]?.host.nesting === true),
    };
  };

  const key: Composer["key"] = async (choice) => imageKey(await specOf(choice), library, options.nixpkgs);

  return {
    key,
    async image(choice, report, signal) {
      const spec = await specOf(choice);
      const identity = await imageKey(spec, library, options.nixpkgs);
      const known = images.find(identity);
      if (known !== undefined) {
        report.phase("BUILD", "Using a known image");
        return known.path;
      }
      return builds(identity, report, signal, async (shared: SharedBuild) => {
        shared.report.phase("EVALUATE", `Evaluating ${described(choice)}`);
        const root = images.root(identity);
        const path = await build("image.nix", `image-${identity}`, spec, root, shared.report, shared.signal);
        // So that whatever is made from a known image needs no Nix at all.
        await templates.of(await kindOf(choice), quiet(shared.report), shared.signal);
        const modules = Object.entries(spec.modules).map(([name, settings]) => ({ name, settings }));
        const sizeBytes = sizeOf(await closureOf(run, [path]));
        const { packages } = spec;
        await images.add({
          key: identity,
          path,
          modules,
          packages,
          sizeBytes,
          builtMs: Date.now(),
          usedMs: 0,
        });
        return path;
      });
    },
    async hostSide(record, workspace, report, signal) {
      const template = await templates.of(await kindOf(record), quiet(report), signal);
      const { machine, image, address, autostart, limits } = record;
      const texts = render(template, {
        ...{ machine, image, address, autostart, limits },
        binds:
          record.workspace === null
            ? []
            : [{ host: workspace, container: record.workspace, readOnly: false }],
        credentials: credentialsOf(secrets, record.owner, record.modules, await library.catalogue()),
      });
      return sides.write(machine, { ...texts, needs: { image, template: template.path } });
    },
    async prepare(report, signal) {
      await templates.of({ tun: false, nesting: false }, quiet(report), signal);
    },
    settle: (record) => sides.settle(record),
    held: () => sides.held(),
    forget: (machine) => sides.forget(machine),
  };
}

// The few derivations of a template are no news for anybody: only its log lines are passed on.
function quiet(report: Reporter): Reporter {
  return { ...report, phase: () => {}, progress: () => {} };
}

// "a plain system", "the system from git and fish", "… with ripgrep and 2 more packages".
function described({ modules, packages }: Choice): string {
  const names = modules.map(({ name }) => name);
  const from = names.length === 0 ? "a plain system" : `the system from ${listed(names)}`;
  if (packages.length === 0) return from;
  const some =
    packages.length <= 3 ? packages : [...packages.slice(0, 2), `${packages.length - 2} more packages`];
  return `${from} with ${listed(some)}`;
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
