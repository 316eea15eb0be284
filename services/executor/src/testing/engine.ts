import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "@voxnix/daemon";
import { onTestFinished } from "vitest";
import type { Engine } from "../api/engine.ts";
import { openAudit } from "../audit/audit-log.ts";
import { CatalogueJson } from "../composer/catalogue.ts";
import type { Composer } from "../composer/composer.ts";
import { GenerationRoots } from "../composer/generation-roots.ts";
import { ImageIndex } from "../composer/image-index.ts";
import { readExecutorConfig } from "../config.ts";
import { parseSubnet } from "../machines/addresses.ts";
import type { Facts } from "../machines/facts.ts";
import type { UnitLimits } from "../machines/limits.ts";
import type { Machines } from "../machines/machines.ts";
import { Journal } from "../operations/journal.ts";
import type { Parts } from "../operations/parts.ts";
import { recover } from "../operations/recover.ts";
import { Registry } from "../operations/registry.ts";
import { Secrets } from "../secrets/secrets.ts";
import { type Choice, type ContainerRecord, noLimits } from "../store/record.ts";
import { Records } from "../store/records.ts";
import { openWorkspaces, quotaFrom } from "../store/workspaces.ts";
import type { Run } from "../system/run.ts";

export const catalogue = CatalogueJson.parse({
  fish: { summary: "a shell", settings: {}, host: {}, wants: [], conflicts: [] },
  git: {
    summary: "git",
    settings: {
      userName: { type: "string", default: null, description: "", pattern: "[^<>\n]+", maxLength: 20 },
      depth: { type: "integer", default: 1, description: "", min: 1, max: 9 },
    },
    host: {},
    wants: [],
    conflicts: [],
  },
  workspace: {
    summary: "a folder",
    settings: { mountPoint: { type: "string", default: "/workspace", description: "" } },
    host: { workspace: { mountPointSetting: "mountPoint" } },
    wants: [],
    conflicts: [],
  },
});

/** Machines that live in memory: what they are told to do is done, and listed in `calls`. */
export class FakeMachines implements Machines {
  readonly calls: string[] = [];
  readonly states = new Map<string, Facts["state"]>();
  readonly strangers = new Set<string>();
  /** What the confs of all machines give out. */
  readonly confAddresses = ["10.9.0.2"];
  /** Those that others on the bridge can reach. */
  readonly open = new Set<string>();
  /** The fence around all of them, and what is wrong with those of single ones. */
  fenceStands = true;
  readonly fenceTroubles = new Map<string, string>();
  /** What is installed, and the system that runs. */
  readonly installed = new Map<string, ContainerRecord>();
  readonly running = new Map<string, string>();
  /** What they are held to. */
  readonly held = new Map<string, UnitLimits>();
  /** Those that start with the host, and store paths that are gone. */
  readonly wanted = new Set<string>();
  readonly lost = new Set<string>();
  /** Systems in which a unit fails. */
  sick = /^$/;
  /** Called before each action, e.g. to fail it or to keep it waiting. */
  before: (call: string, signal: AbortSignal) => Promise<void> | void = () => {};

  async #act(call: string, machine: string, state: Facts["state"] | undefined, signal: AbortSignal) {
    this.calls.push(`${call} ${machine}`);
    await this.before(call, signal);
    signal.throwIfAborted();
    if (state === undefined) this.states.delete(machine);
    else this.states.set(machine, state);
  }

  #facts(machine: string): Facts {
    return { state: this.states.get(machine) ?? "MISSING", sinceMs: 1, trouble: "" };
  }

  facts: Machines["facts"] = async (machines) =>
    new Map(machines.map((machine) => [machine, this.#facts(machine)]));
  onHost: Machines["onHost"] = (machine) => this.strangers.has(machine) || this.states.has(machine);
  hasUnit: Machines["hasUnit"] = (machine) => this.onHost(machine);
  autostarts: Machines["autostarts"] = (machine) => this.wanted.has(machine);
  isolated: Machines["isolated"] = async (machine) => !this.open.has(machine);
  isolate: Machines["isolate"] = async (machine) => {
    this.open.delete(machine);
  };
  readonly fences: Machines["fences"] = {
    stand: async () => this.fenceStands,
    raise: async () => {
      this.fenceStands = true;
    },
    trouble: async ({ machine }) => this.fenceTroubles.get(machine) ?? "",
    set: async ({ machine }) => void this.fenceTroubles.delete(machine),
    machines: async () => [...this.fenceTroubles.keys()],
    forget: async (machine) => void this.fenceTroubles.delete(machine),
  };
  addresses: Machines["addresses"] = () => this.confAddresses;
  isInstalled: Machines["isInstalled"] = async ({ machine, hostSide }) =>
    this.states.has(machine) && (this.installed.get(machine)?.hostSide ?? hostSide) === hostSide;
  isPartlyInstalled: Machines["isPartlyInstalled"] = async ({ machine }) => this.states.has(machine);
  install: Machines["install"] = async (record, { signal }) => {
    const { machine } = record;
    await this.#act("install", machine, this.states.get(machine) ?? "STOPPED", signal);
    this.installed.set(machine, record);
    if (record.autostart) this.wanted.add(machine);
    else this.wanted.delete(machine);
    await this.limit(record);
  };
  limit: Machines["limit"] = async ({ machine, limits }) => {
    const { diskBytes: _, ...held } = limits;
    this.held.set(machine, held);
  };
  limitRoot: Machines["limitRoot"] = async (machine, bytes) =>
    void this.calls.push(`limit root of ${machine} to ${bytes}`);
  limits: Machines["limits"] = async (machines) =>
    new Map(machines.map((machine) => [machine, this.held.get(machine) ?? noLimits]));
  start: Machines["start"] = async ({ machine }, { signal }) => {
    await this.#act("start", machine, "RUNNING", signal);
    this.running.set(machine, this.installed.get(machine)?.image ?? "");
  };
  stop: Machines["stop"] = ({ machine }, { signal }) => this.#act("stop", machine, "STOPPED", signal);
  end: Machines["end"] = (record, work) => this.stop(record, work);
  remove: Machines["remove"] = async ({ machine }, { signal }) => {
    if (this.states.get(machine) === "RUNNING") throw new Error(`${machine} is not gone completely: it runs`);
    await this.#act("remove", machine, undefined, signal);
  };
  verifyRunning: Machines["verifyRunning"] = async ({ machine }) => this.#facts(machine);
  syncRoot: Machines["syncRoot"] = async () => {};
  verifyGone: Machines["verifyGone"] = async () => {};
  clearRubbish: Machines["clearRubbish"] = async () => {};
  restartNeeded: Machines["restartNeeded"] = async (before, after) => before.workspace !== after.workspace;
  othersInstalled: Machines["othersInstalled"] = async (record) => {
    const installed = this.installed.get(record.machine);
    return installed !== undefined && installed.workspace !== record.workspace;
  };
  switchTo: Machines["switchTo"] = async ({ machine, image }, { signal }) => {
    await this.#act("switch", machine, this.states.get(machine), signal);
    this.running.set(machine, image);
  };
  switchEnded: Machines["switchEnded"] = async () => true;
  health: Machines["health"] = async (machine) => {
    const system = this.running.get(machine) ?? "";
    const failed = this.sick.test(system) ? ["web.service"] : [];
    return { state: failed.length > 0 ? "degraded" : "running", failed, restless: [], system };
  };
  unitLines: Machines["unitLines"] = async (_machine, units) =>
    units.map((unit) => `${unit} has its reasons`);
  command: Machines["command"] = async (machine, words) => {
    this.calls.push(`${words.join(" ")} in ${machine}`);
    return { code: 0, stdout: "", lines: [], timedOut: false };
  };
}

const noPrograms: Run = () => Promise.reject(new Error("unit tests run no programs"));

const imageOf = ({ modules, packages }: Choice) =>
  ["/nix/store/image", ...modules.map(({ name }) => name), ...packages].join("-");

/** Images and host sides that are nothing but names. */
export const fakeComposer: Composer = {
  key: async (choice) => imageOf(choice),
  image: async (choice, report) => {
    report.phase("BUILD", "Using a known image");
    return imageOf(choice);
  },
  hostSide: async ({ image, workspace, autostart, limits }) =>
    [image, "host", workspace?.slice(1) ?? "none", autostart, ...Object.values(limits)].join("-"),
  prepare: async () => {},
  held: async () => new Map(),
  settle: async () => {},
  forget: async () => {},
};

// Each package as version 1.0, a megabyte of it.
const contentOf = (image: string): [string, number][] => [
  [image, 1_000],
  ...image
    .split("-")
    .slice(1)
    .map((name): [string, number] => [`/nix/store/${"0".repeat(32)}-${name}-1.0`, 1_000_000]),
];

export interface TestEngine extends Engine {
  machines: FakeMachines;
  journal: Journal;
  recovered: Promise<void>;
  /** The same state folder after a crash: what was in memory is gone, the machines are as they were. */
  again(): Promise<TestEngine>;
}

/** An engine on a folder of its own, without root, Nix or systemd. */
export async function testEngine(
  options: { state?: string; machines?: FakeMachines; composer?: Composer } = {},
): Promise<TestEngine> {
  const state = options.state ?? (await mkdtemp(join(tmpdir(), "voxnix-executor-")));
  const config = readExecutorConfig({
    VOXNIX_STATE: state,
    VOXNIX_WORKSPACES: join(state, "workspaces"),
    VOXNIX_NIXPKGS: "/nixpkgs",
    VOXNIX_SUBNET: "10.9.0.0/29",
    VOXNIX_MAX_CONTAINERS_PER_OWNER: "2",
    VOXNIX_GENERATIONS: "3",
  });
  const machines = options.machines ?? new FakeMachines();
  const journal = await Journal.open(join(state, "journal.jsonl"), 100);
  const library = { fingerprint: () => "library", catalogue: async () => catalogue };
  const images = await ImageIndex.open(join(state, "images"), join(state, "roots/images"));
  const records = await Records.open(join(state, "containers"));
  const parts: Parts = {
    records,
    workspaces: await openWorkspaces({ ...config, quotaOf: quotaFrom(records, config) }, noPrograms),
    secrets: new Secrets(join(state, "secrets")),
    library,
    composer: options.composer ?? fakeComposer,
    images,
    generations: new GenerationRoots(join(state, "roots/generations"), (path) => !machines.lost.has(path)),
    closure: async (paths) => new Map(paths.flatMap((path) => contentOf(path))),
    machines,
    audit: await openAudit(config, createLog("silent")),
    generationsKept: config.generationsKept,
    log: createLog("silent"),
    now: Date.now,
  };
  onTestFinished(async () => {
    await Promise.all([journal.close(), parts.audit.close()]);
  });
  const registry = new Registry(parts, journal, 100);
  const recovered = recover(parts, registry, journal).settled;
  return {
    config,
    subnet: parseSubnet(config.subnet),
    library,
    packages: { names: async () => ["htop", "ripgrep", "ripgrep-all"] },
    registry,
    parts,
    run: noPrograms,
    turns: async (work) => work(),
    startedMs: 0,
    machines,
    journal,
    recovered,
    again: () => testEngine({ ...options, state, machines }),
  };
}
