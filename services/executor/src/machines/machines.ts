import { dirname, join } from "node:path";
import type { Logger } from "@voxnix/daemon";
import type { ContainerRecord } from "../store/record.ts";
import { type Run, run as realRun } from "../system/run.ts";
import { sharedTurn } from "../system/shared-turn.ts";
import type { Systemd } from "../system/systemd.ts";
import { confAddresses } from "./addresses.ts";
import { command, type Ended } from "./command.ts";
import { type Facts, openFacts, rootOf } from "./facts.ts";
import { fence, unfence } from "./fence.ts";
import { type Fences, openFences } from "./fences.ts";
import { type Health, readHealth } from "./health.ts";
import type { Host } from "./host.ts";
import { othersInstalled, restartNeeded } from "./host-sides.ts";
import { install, isInstalled, isPartlyInstalled, remove } from "./install.ts";
import { applyLimits, readLimits, type UnitLimits } from "./limits.ts";
import { autostarts, hasUnit, onHost } from "./names.ts";
import { unitLines } from "./own-journal.ts";
import { rootTreesIn } from "./root-trees.ts";
import { Rubbish } from "./rubbish.ts";
import { start } from "./start.ts";
import { end, stop } from "./stop.ts";
import { switchEnded, switchTo } from "./switch.ts";
import { syncRoot } from "./sync-root.ts";
import { isolate, isolated, verifyGone, verifyRunning } from "./verify.ts";
import type { Work } from "./work.ts";

/** The containers as the host sees them. Unit tests put a fake in its place. */
export interface Machines {
  facts(machines: readonly string[]): Promise<Map<string, Facts>>;
  /** Whether anything on the host goes by that name, whoever made it. */
  onHost(machine: string): boolean;
  /** Whether unit or conf of that name is on the host, whoever put it there. */
  hasUnit(machine: string): boolean;
  /** Whether it starts with the host. */
  autostarts(machine: string): boolean;
  /** Whether its port on the bridge is closed to other containers. */
  isolated(machine: string): Promise<boolean>;
  isolate(machine: string): Promise<void>;
  /** What they may say on the bridge. */
  readonly fences: Fences;
  /** Addresses that confs on the host already give out. */
  addresses(): string[];
  /** Puts unit and conf of the record's host side where systemd and extra-container find them. @throws INSTALL_FAILED */
  install(record: ContainerRecord, work: Work): Promise<void>;
  /** Whether the host has the unit and conf of the record's host side. */
  isInstalled(record: ContainerRecord): Promise<boolean>;
  /** Whether any of it is there: an install may have been cut off in the middle. */
  isPartlyInstalled(record: ContainerRecord): Promise<boolean>;
  /** Holds it to the limits of its record from now on. */
  limit(record: ContainerRecord): Promise<void>;
  /** Holds the files of its root tree to that many bytes, 0 for any, where the host's file system can. */
  limitRoot(machine: string, bytes: number): Promise<void>;
  /** What systemd holds machines to. */
  limits(machines: readonly string[]): Promise<Map<string, UnitLimits>>;
  /** Boots it and waits until its system is up. @throws START_FAILED with its own journal lines */
  start(record: ContainerRecord, work: Work): Promise<void>;
  /** Shuts it down, by force if it must be. @throws STOP_FAILED */
  stop(record: ContainerRecord, work: Work): Promise<void>;
  /** Ends it at once, because its files go with it. @throws STOP_FAILED */
  end(record: ContainerRecord, work: Work): Promise<void>;
  /** Removes unit, conf and root of a stopped machine; its files a little later. @throws STOP_FAILED if something is left */
  remove(record: ContainerRecord, work: Work): Promise<void>;
  /** Reads again that it runs as the record says. @throws START_FAILED */
  verifyRunning(record: ContainerRecord): Promise<Facts>;
  /** Has the files of its root tree outlast a power cut. @throws START_FAILED */
  syncRoot(record: ContainerRecord): Promise<void>;
  /** Whether going from one record to the other takes a restart of a running machine. */
  restartNeeded(before: ContainerRecord, after: ContainerRecord): Promise<boolean>;
  /** Whether something else than the record's host side is installed that may have started the machine. */
  othersInstalled(record: ContainerRecord): Promise<boolean>;
  /** Brings a running machine to the record's system in place; to the end, once begun. @throws START_FAILED */
  switchTo(record: ContainerRecord, work: Work): Promise<void>;
  /** Waits for the end of a switch that was begun before a crash. @returns whether it came in time */
  switchEnded(machine: string): Promise<boolean>;
  /** How the system inside is, once all is at rest or the limit has passed. */
  health(machine: string, limitMs: number, signal: AbortSignal): Promise<Health>;
  /** What units inside wrote last. */
  unitLines(machine: string, units: readonly string[]): Promise<string[]>;
  /** Runs a command of voxnix's own inside. */
  command(machine: string, words: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<Ended>;
  /** Reads again that nothing of it is left. @throws STOP_FAILED */
  verifyGone(record: ContainerRecord): Promise<void>;
  /** Removes the files of machines that are gone, and of those that were when the last executor ended. */
  clearRubbish(): Promise<void>;
}

export interface MachineOptions {
  startTimeoutMs: number;
  /** The executor's folder. */
  state: string;
  log: Logger;
}

/** The machines of this host. */
export function createMachines(options: MachineOptions, systemd: Systemd, run: Run = realRun): Machines {
  const fenceFolder = join(options.state, "fence");
  const roots = dirname(rootOf("any"));
  const trees = rootTreesIn(roots, run);
  const rubbish = new Rubbish(roots, trees, run, (err) =>
    options.log.error({ event: "rubbish-failed", err }),
  );
  const reload = sharedTurn(async () => {
    await systemd.manager("Reload");
  });
  const facts = openFacts(systemd);
  const host: Host = { run, systemd, facts, reload, rubbish };
  return {
    facts,
    onHost: (machine) => onHost(machine),
    hasUnit: (machine) => hasUnit(machine),
    autostarts: (machine) => autostarts(machine),
    isolated,
    isolate: (machine) => isolate(run, machine),
    fences: openFences(run, systemd, fenceFolder),
    addresses: () => confAddresses(),
    install: async (record) => {
      await Promise.all([fence(run, fenceFolder, record), install(host, record)]);
      // Behind the links: by them it is known for voxnix's own if this is cut off.
      await trees.make(record.machine, record.limits.diskBytes);
    },
    limit: (record) => applyLimits(run, record),
    limitRoot: (machine, bytes) => trees.limit(machine, bytes),
    limits: (machines) => readLimits(run, machines),
    isInstalled,
    isPartlyInstalled,
    start: (record, work) => start(host, options.startTimeoutMs, record, work),
    stop: (record, work) => stop(host, record, work),
    end: (record, work) => end(host, record, work),
    remove: async (record) => {
      await Promise.all([remove(host, record), unfence(run, fenceFolder, record)]);
    },
    verifyRunning: (record) => verifyRunning(host, record),
    syncRoot: (record) => syncRoot(run, record),
    restartNeeded,
    othersInstalled,
    // Units may take their time, as they may when it boots.
    switchTo: (record, work) => switchTo(run, record, options.startTimeoutMs + 60_000, work),
    switchEnded: (machine) => switchEnded(run, machine, options.startTimeoutMs + 60_000),
    health: (machine, limitMs, signal) => readHealth(run, machine, limitMs, signal),
    unitLines: (machine, units) => unitLines(run, machine, units),
    command: (machine, words, timeoutMs, signal) => command(run, machine, words, timeoutMs, signal),
    verifyGone: (record) => verifyGone(host, record),
    clearRubbish: () => rubbish.clear(),
  };
}
