import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "@voxnix/daemon";
import type { Engine } from "../api/engine.ts";
import { CatalogueJson } from "../composer/catalogue.ts";
import type { Composer } from "../composer/composer.ts";
import { readExecutorConfig } from "../config.ts";
import { parseSubnet } from "../machines/addresses.ts";
import type { Facts } from "../machines/facts.ts";
import type { Machines } from "../machines/machines.ts";
import { Journal } from "../operations/journal.ts";
import { recover } from "../operations/recover.ts";
import { Registry } from "../operations/registry.ts";
import { Records } from "../store/records.ts";
import { openWorkspaces } from "../store/workspaces.ts";
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
  addresses: Machines["addresses"] = () => ["10.9.0.2"];
  isInstalled: Machines["isInstalled"] = async ({ machine }) => this.states.has(machine);
  isPartlyInstalled: Machines["isPartlyInstalled"] = async ({ machine }) => this.states.has(machine);
  install: Machines["install"] = ({ machine }, { signal }) =>
    this.#act("install", machine, "STOPPED", signal);
  start: Machines["start"] = ({ machine }, { signal }) => this.#act("start", machine, "RUNNING", signal);
  stop: Machines["stop"] = ({ machine }, { signal }) => this.#act("stop", machine, "STOPPED", signal);
  remove: Machines["remove"] = ({ machine }, { signal }) => this.#act("remove", machine, undefined, signal);
  verifyRunning: Machines["verifyRunning"] = async ({ machine }) => this.#facts(machine);
  verifyGone: Machines["verifyGone"] = async () => {};
}

const noPrograms: Run = () => Promise.reject(new Error("unit tests run no programs"));

export const fakeComposer: Composer = {
  image: async (_modules, report) => {
    report.phase("BUILD", "Using a known image");
    return "/nix/store/image";
  },
  hostSide: async () => "/nix/store/host-side",
  forget: async () => {},
};

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
  });
  const machines = options.machines ?? new FakeMachines();
  const journal = await Journal.open(join(state, "journal.jsonl"), 100);
  const parts = {
    records: await Records.open(join(state, "containers")),
    workspaces: await openWorkspaces(config, noPrograms),
    composer: options.composer ?? fakeComposer,
    machines,
    log: createLog("silent"),
    now: Date.now,
  };
  const registry = new Registry(parts, journal, 100);
  const recovered = recover(parts, registry, journal).settled;
  return {
    config,
    subnet: parseSubnet(config.subnet),
    library: { fingerprint: () => "library", catalogue: async () => catalogue },
    registry,
    parts,
    run: noPrograms,
    startedMs: 0,
    machines,
    journal,
    recovered,
    again: () => testEngine({ ...options, state, machines }),
  };
}
