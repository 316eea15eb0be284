import { existsSync } from "node:fs";
import { type BootOptions, readBootRecord, runningLeader } from "./boot-record.ts";
import { exec } from "./exec.ts";
import { hostAgentIsRunning } from "./host-agent.ts";
import { extraContainerPath, nixpkgsPath } from "./host-files.ts";
import { type SandboxPaths, sandboxPaths } from "./paths.ts";
import { agentUnit, executorUnit, infrastructure } from "./services.ts";

export interface SandboxStatus {
  /** absent: never made. stopped: made, not booted. degraded: booted, and a unit of ours is not active. */
  readonly state: "absent" | "stopped" | "running" | "degraded";
  /** The appliance's PID 1 as the host numbers it. */
  readonly leader: number | null;
  readonly machine: string;
  readonly instance: string;
  readonly root: string;
  /** Paths on the host. */
  readonly adminSocket: string;
  readonly agentSocket: string;
  readonly chatSocket: string;
  /** Unit → ActiveState; empty while it is not booted. */
  readonly units: Readonly<Record<string, string>>;
  /** Where the agent runs. */
  readonly agent: "appliance" | "host" | "off";
  /** Paths in the appliance. */
  readonly nixpkgs: string;
  readonly extraContainer: string;
}

/** What is true of this checkout's appliance now. */
export async function status(paths: SandboxPaths = sandboxPaths()): Promise<SandboxStatus> {
  const leader = runningLeader(paths);
  const options: Pick<BootOptions, "nixpkgs" | "extraContainer"> = readBootRecord(paths)?.options ?? {
    nixpkgs: null,
    extraContainer: null,
  };
  const units = leader === null ? {} : await unitStates(paths);
  const onTheHost = leader !== null && hostAgentIsRunning(paths);
  return {
    state: state(paths, leader, units, onTheHost),
    leader,
    machine: paths.machine,
    instance: paths.instance,
    root: paths.root,
    adminSocket: paths.adminSocket,
    agentSocket: paths.agentSocket,
    chatSocket: paths.chatSocket,
    units,
    agent: onTheHost ? "host" : units[agentUnit] === "active" ? "appliance" : "off",
    nixpkgs: nixpkgsPath(options),
    extraContainer: extraContainerPath(options),
  };
}

function state(
  paths: SandboxPaths,
  leader: number | null,
  units: Readonly<Record<string, string>>,
  onTheHost: boolean,
): SandboxStatus["state"] {
  if (leader === null) return existsSync(paths.root) ? "stopped" : "absent";
  const needed = Object.keys(units).filter((unit) => !(onTheHost && unit === agentUnit));
  return needed.every((unit) => units[unit] === "active") ? "running" : "degraded";
}

async function unitStates(paths: SandboxPaths): Promise<Record<string, string>> {
  const units = [...infrastructure, executorUnit, agentUnit];
  const answer = await exec(["systemctl", "is-active", ...units], {}, paths);
  const states = answer.stdout.trim().split("\n");
  return Object.fromEntries(units.map((unit, index) => [unit, states[index] ?? "unknown"]));
}
