import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { needsOutside, readAgentEnvironment, writeAgentEnvironment } from "./agent-environment.ts";
import { boot } from "./boot.ts";
import { type Bind, type BootOptions, readBootRecord, runningLeader } from "./boot-record.ts";
import { buildCode } from "./built-code.ts";
import { codeVersion, noteCode, runsOtherCode } from "./code-version.ts";
import { SandboxError } from "./errors.ts";
import { startHostAgent, stopHostAgent } from "./host-agent.ts";
import { raiseInotifyLimit } from "./inotify-limit.ts";
import { isMadeOf, makeInstance } from "./instance.ts";
import { withLock } from "./lock.ts";
import { nspawnArguments } from "./nspawn.ts";
import { type SandboxPaths, sandboxPaths } from "./paths.ts";
import { assertPossible } from "./prerequisites.ts";
import { type Progress, progressOn } from "./progress.ts";
import { provision } from "./provision.ts";
import { assertReadableByAgent } from "./readable.ts";
import { agentUnit, disableService, executorUnit, startInfrastructure, startService } from "./services.ts";
import { shutDown } from "./shutdown.ts";
import { type SandboxStatus, status } from "./status.ts";
import { type Trees, trees } from "./trees.ts";
import { installUserland } from "./userland.ts";

export interface UpOptions {
  /** A real nixpkgs on the host; default VOXNIX_NIXPKGS, else the stand-in. */
  readonly nixpkgs?: string;
  /** A real extra-container script on the host; default VOXNIX_EXTRA_CONTAINER, else the stand-in. */
  readonly extraContainer?: string;
  /** All of the agent's settings; left as they are when undefined. Keys for the outside put it on the host. */
  readonly agentEnv?: Readonly<Record<string, string>>;
  /** Where the agent runs; by default on the host's network when agentEnv has what needs the outside. */
  readonly agent?: "appliance" | "host";
  /** More of the host for the appliance to see. */
  readonly binds?: readonly Bind[];
  /** false: boot and provision, but leave executor and agent as they are. */
  readonly services?: boolean;
  readonly progress?: Progress;
}

/**
 * Brings this checkout's appliance up: builds what is not cached, boots what does not run, starts what is not
 * started, restarts what changed. Running it again is cheap. Rejects with a SandboxError for a person to read.
 */
export async function up(
  options: UpOptions = {},
  paths: SandboxPaths = sandboxPaths(),
): Promise<SandboxStatus> {
  const progress = options.progress ?? progressOn();
  assertPossible();
  const bootOptions = wantedBoot(options);
  const from = await trees(paths, { standIn: bootOptions.nixpkgs === null }, progress);
  const waiting = () => progress.note("waiting for another `up` or `down` of this sandbox");
  return withLock(
    paths.lock,
    async () => {
      await bootFrom(from, paths, bootOptions, progress);
      if (from.userland) await installUserland(paths, from.userland, progress);
      const code = codeVersion(paths.checkout);
      await progress.step("The services' code", () => buildCode(paths, code));
      const changedUnits = await progress.step("Users and units", () => provision(paths, bootOptions));
      await startInfrastructure(paths, changedUnits);
      const note = raiseInotifyLimit(wantedInotifyInstances(paths));
      if (note) progress.note(note);
      if (options.services ?? true) await startServices(paths, options, code, changedUnits, progress);
      return status(paths);
    },
    waiting,
  );
}

async function bootFrom(
  from: Trees,
  paths: SandboxPaths,
  options: BootOptions,
  progress: Progress,
): Promise<void> {
  const argv = nspawnArguments(paths, options, existsSync);
  if (runningLeader(paths) !== null) {
    const newTree = !isMadeOf(paths, from.appliance);
    if (!newTree && isDeepStrictEqual(readBootRecord(paths)?.argv, argv)) return;
    progress.note(
      newTree
        ? "The appliance's base tree has changed: making it anew"
        : "What the appliance sees of this machine has changed: starting it again",
    );
  }
  await shutDown(paths, progress);
  await makeInstance(paths, from.appliance);
  await progress.step("Booting the appliance", () => boot(paths, options, argv));
}

async function startServices(
  paths: SandboxPaths,
  options: UpOptions,
  code: string,
  changedUnits: readonly string[],
  progress: Progress,
): Promise<void> {
  await progress.step("Executor", async () => {
    const restart = runsOtherCode(paths, executorUnit, code) || changedUnits.includes(executorUnit);
    await startService(paths, executorUnit, { restart });
    noteCode(paths, executorUnit, code);
  });
  const changedEnv = options.agentEnv !== undefined && writeAgentEnvironment(paths, options.agentEnv);
  await assertReadableByAgent(paths);
  const place = agentPlace(paths, options);
  writeFileSync(placeFile(paths), place);
  if (place === "host") {
    await disableService(paths, agentUnit);
    const environment = options.agentEnv ?? readAgentEnvironment(paths);
    await progress.step("Agent, on the host's network", () => startHostAgent(paths, environment, code));
  } else
    await progress.step("Agent", async () => {
      await stopHostAgent(paths);
      const restart = runsOtherCode(paths, agentUnit, code) || changedEnv || changedUnits.includes(agentUnit);
      await startService(paths, agentUnit, { restart });
      noteCode(paths, agentUnit, code);
    });
}

/** Where the agent is to run: as told, as its new settings need it, or where it was. */
function agentPlace(paths: SandboxPaths, { agent, agentEnv }: UpOptions): "appliance" | "host" {
  if (agent) return agent;
  if (agentEnv) return needsOutside(agentEnv) ? "host" : "appliance";
  return existsSync(placeFile(paths)) && readFileSync(placeFile(paths), "utf8") === "host"
    ? "host"
    : "appliance";
}

function placeFile(paths: SandboxPaths): string {
  return join(paths.instance, "agent-place");
}

function wantedBoot(options: UpOptions): BootOptions {
  return {
    nixpkgs: hostPath("VOXNIX_NIXPKGS", options.nixpkgs, "nixos/lib/eval-config.nix"),
    extraContainer: hostPath("VOXNIX_EXTRA_CONTAINER", options.extraContainer, ""),
    binds: (options.binds ?? []).map((bind) => ({ ...bind })),
  };
}

/** A path given by option or environment, checked to hold what it must. */
function hostPath(variable: string, option: string | undefined, contains: string): string | null {
  const given = option ?? process.env[variable];
  if (!given) return null;
  if (!existsSync(join(given, contains)))
    throw new SandboxError(`${variable} is ${given}, and there is no ${contains || "file"} there.`);
  return realpathSync(given);
}

/** The limit that nix/host asks for, as rendered into the appliance. */
function wantedInotifyInstances(paths: SandboxPaths): number {
  const text = readFileSync(join(paths.root, "etc/sysctl.d/90-voxnix.conf"), "utf8");
  return Number(/^fs\.inotify\.max_user_instances = (\d+)$/m.exec(text)?.[1] ?? 0);
}
