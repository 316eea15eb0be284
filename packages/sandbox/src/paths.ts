import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { join } from "node:path";

/** Where the checkout appears inside the appliance. */
export const CODE = "/opt/voxnix";
/** Where the appliance has what its services run: the checkout's code, bundled (built-code.ts). */
export const BUILT = "/opt/voxnix-built";
/** Where a real nixpkgs and a real extra-container appear inside the appliance. */
export const REAL_NIXPKGS = "/opt/nixpkgs";
export const REAL_EXTRA_CONTAINER = "/opt/extra-container";
export const NODE = `${CODE}/node_modules/node/bin/node`;

export interface SandboxPaths {
  /** Eight hex digits that stand for this checkout (and name), so that two checkouts never share an appliance. */
  readonly id: string;
  /** The nspawn machine name and the name of the transient unit. */
  readonly machine: string;
  readonly checkout: string;
  /** Everything that belongs to this one appliance and outlives a boot. */
  readonly instance: string;
  /** The appliance's file tree as the host sees it. */
  readonly root: string;
  readonly consoleLog: string;
  readonly bootRecord: string;
  readonly lock: string;
  /** Short-lived: the sockets. Bound into the appliance as /run/voxnix and /run/voxnix-agent. */
  readonly runtime: string;
  readonly executorRuntime: string;
  readonly agentRuntime: string;
  readonly adminSocket: string;
  readonly agentSocket: string;
  readonly chatSocket: string;
  /** Trees that every checkout on this machine shares. */
  readonly cache: string;
}

/**
 * The names and places of the appliance that belongs to a checkout (default: the one this file is in).
 * @param name another appliance of the same checkout than the one without a name; default VOXNIX_SANDBOX
 */
export function sandboxPaths(
  checkout = join(import.meta.dirname, "../../.."),
  name = process.env.VOXNIX_SANDBOX ?? "",
): SandboxPaths {
  const real = realpathSync(checkout);
  const id = createHash("sha256")
    .update(name === "" ? real : `${real}\0${name}`)
    .digest("hex")
    .slice(0, 8);
  const instance = `/var/lib/voxnix-sandbox/${id}`;
  const runtime = `/run/voxnix-sandbox-${id}`;
  return {
    id,
    machine: `voxnix-${id}`,
    checkout: real,
    instance,
    root: `${instance}/root`,
    consoleLog: `${instance}/console.log`,
    bootRecord: `${instance}/boot.json`,
    lock: `${instance}/lock`,
    runtime,
    executorRuntime: `${runtime}/voxnix`,
    agentRuntime: `${runtime}/agent`,
    adminSocket: `${runtime}/voxnix/admin.sock`,
    agentSocket: `${runtime}/voxnix/agent.sock`,
    chatSocket: `${runtime}/agent/chat.sock`,
    cache: "/var/cache/voxnix",
  };
}
