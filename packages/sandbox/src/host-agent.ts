import { createHash } from "node:crypto";
import { chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { runningLeader } from "./boot-record.ts";
import { startDetached } from "./detached.ts";
import { SandboxError } from "./errors.ts";
import { agentIds } from "./host-files.ts";
import { BUILT, NODE, type SandboxPaths } from "./paths.ts";
import { identify, isAlive, onlyChildOf, type ProcessIdentity } from "./processes.ts";
import { accepts } from "./socket.ts";

/** What a proxy or a company's own certificate authority needs, on a host that has them. */
const hostNetworkVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "NODE_USE_ENV_PROXY"];

const record = z.object({ pid: z.number(), startTime: z.string(), settings: z.string() });

/**
 * Runs the agent with the host's network, because the appliance has no way out.
 * It is an unprivileged process: the agent's own uid, no groups, no capabilities. It sees the appliance's files
 * (so the checkout may lie in a folder that only root can enter, and its state and sockets have their usual
 * paths) and it is in the appliance's pid namespace, so it cannot outlive it.
 */
export async function startHostAgent(
  paths: SandboxPaths,
  environment: Readonly<Record<string, string>>,
  codeVersion: string,
): Promise<void> {
  const settings = createHash("sha256")
    .update(JSON.stringify([environment, codeVersion]))
    .digest("hex");
  const known = readRecord(paths);
  if (known && isAlive(known) && known.settings === settings) return;
  await stopHostAgent(paths);
  prepareFiles(paths);
  rmSync(hostAgentLog(paths), { force: true });
  const agent = await launch(paths, { ...environment, ...hostNetwork(paths) });
  writeFileSync(recordFile(paths), JSON.stringify({ ...agent, settings }), { mode: 0o600 });
  await answering(paths, agent);
}

/** Ends the agent on the host, gracefully at first; does nothing when there is none. */
export async function stopHostAgent(paths: SandboxPaths): Promise<void> {
  const known = readRecord(paths);
  rmSync(recordFile(paths), { force: true });
  for (const [signal, patienceMs] of [
    ["SIGTERM", 20_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!known || !isAlive(known)) return;
    process.kill(known.pid, signal);
    for (const end = Date.now() + patienceMs; isAlive(known) && Date.now() < end; ) await pause(50);
  }
}

/** Whether an agent with the host's network serves this appliance. */
export function hostAgentIsRunning(paths: SandboxPaths): boolean {
  const known = readRecord(paths);
  return known !== null && isAlive(known);
}

/** The file that the agent on the host writes to. */
export function hostAgentLog(paths: SandboxPaths): string {
  return join(paths.instance, "agent.log");
}

async function launch(paths: SandboxPaths, environment: Record<string, string>): Promise<ProcessIdentity> {
  const namespaces = ["--mount", "--uts", "--ipc", "--pid"]; // all of the appliance's but its network
  const powerless = ["--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];
  const nsenter = startDetached(
    [
      ...["nsenter", "--target", String(runningLeader(paths)), ...namespaces, "--"],
      ...["setpriv", `--reuid=${agentIds.uid}`, `--regid=${agentIds.gid}`, ...powerless, "--"],
      ...["env", "--chdir=/var/lib/voxnix-agent", NODE, `${BUILT}/services/agent/dist/main.mjs`],
    ],
    hostAgentLog(paths),
    // By environment and not by argument: everyone on the host can read arguments.
    {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: "/var/lib/voxnix-agent",
      NODE_ENV: "production",
      VOXNIX_SOCKET: "/run/voxnix/agent.sock",
      VOXNIX_HTTP_PORT: "0", // 8787 of the host may be somebody else's
      ...environment,
    },
  );
  for (const end = Date.now() + 5_000; Date.now() < end; await pause(20)) {
    const pid = onlyChildOf(nsenter.pid);
    const agent = pid === null ? null : identify(pid);
    if (agent) return agent;
    if (nsenter.ended()) break;
  }
  throw notServing(paths, "it ended at once");
}

/** Waits until the agent's chat socket answers. */
async function answering(paths: SandboxPaths, agent: ProcessIdentity): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(100)) {
    if (await accepts(paths.chatSocket)) return;
    if (!isAlive(agent)) throw notServing(paths, "it ended during its start");
  }
  throw notServing(paths, "its chat socket did not answer within 60 s");
}

function prepareFiles(paths: SandboxPaths): void {
  const state = join(paths.root, "var/lib/voxnix-agent");
  for (const folder of [state, paths.agentRuntime]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, agentIds.uid, agentIds.gid);
  }
  copyFileSync("/etc/resolv.conf", join(paths.root, "etc/resolv.conf"));
}

function hostNetwork(paths: SandboxPaths): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of hostNetworkVariables.flatMap((upper) => [upper, upper.toLowerCase()])) {
    const value = process.env[name];
    if (value) found[name] = value;
  }
  const authorities = process.env.NODE_EXTRA_CA_CERTS;
  if (authorities && existsSync(authorities)) {
    copyFileSync(authorities, join(paths.root, "etc/ssl/voxnix-extra.pem"));
    found.NODE_EXTRA_CA_CERTS = "/etc/ssl/voxnix-extra.pem";
  }
  return found;
}

function notServing(paths: SandboxPaths, what: string): SandboxError {
  const log = existsSync(hostAgentLog(paths)) ? readFileSync(hostAgentLog(paths), "utf8") : "";
  return new SandboxError(
    `The agent on the host does not serve: ${what}.`,
    log.split("\n").slice(-20).join("\n"),
  );
}

function recordFile(paths: SandboxPaths): string {
  return join(paths.instance, "host-agent.json");
}

function readRecord(paths: SandboxPaths): z.infer<typeof record> | null {
  try {
    return record.parse(JSON.parse(readFileSync(recordFile(paths), "utf8")));
  } catch {
    return null;
  }
}
