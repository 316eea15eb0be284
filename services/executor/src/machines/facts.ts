import { existsSync } from "node:fs";
import type { ContainerState } from "@voxnix/protocol";
import type { Run } from "../system/run.ts";

/** What systemd says of a machine now. */
export interface Facts {
  state: Exclude<ContainerState, "CONTAINER_STATE_UNSPECIFIED" | "CREATING">;
  /** Since when; Unix time in milliseconds, 0 if unknown. */
  sinceMs: number;
  /** With BROKEN, and while systemd waits to try again: its result, e.g. "exit-code". Else empty. */
  trouble: string;
}

export const unitOf = (machine: string) => `container@${machine}.service`;
export const confOf = (machine: string) => `/etc/nixos-containers/${machine}.conf`;
export const rootOf = (machine: string) => `/var/lib/nixos-containers/${machine}`;

/**
 * Whether nothing runs in a machine, nor is about to by itself. Only then does what the host reads of its files stay
 * what it was when it was looked at: root inside can put a link anywhere at any moment.
 */
export function atRest(facts: Facts | undefined): boolean {
  return facts !== undefined && ["STOPPED", "BROKEN", "MISSING"].includes(facts.state);
}

const properties = ["Id", "LoadState", "ActiveState", "SubState", "Result", "StateChangeTimestamp"];

/** Asks systemd for the state of machines, all in one call. */
export async function readFacts(run: Run, machines: readonly string[]): Promise<Map<string, Facts>> {
  if (machines.length === 0) return new Map();
  const args = ["show", `--property=${properties.join(",")}`, "--timestamp=us+utc", "--"];
  const shown = await run("systemctl", [...args, ...machines.map(unitOf)], { timeoutMs: 15_000 });
  if (shown.code !== 0) throw new Error(`systemctl show failed: ${shown.stderr.trim()}`);
  const blocks = shown.stdout.split("\n\n").map(parseProperties);
  const byUnit = new Map(blocks.map((block) => [block.Id, block]));
  return new Map(
    machines.map((machine) => [
      machine,
      interpret(byUnit.get(unitOf(machine)) ?? {}, existsSync(confOf(machine))),
    ]),
  );
}

/** `Key=value` lines as systemctl show prints them. */
export function parseProperties(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const at = line.indexOf("=");
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );
}

/** @param configured whether the machine's conf is there: NixOS's template unit loads for any name */
export function interpret(unit: Record<string, string>, configured: boolean): Facts {
  const state = stateOf(unit, configured);
  return {
    state,
    sinceMs: timestampMs(unit.StateChangeTimestamp ?? ""),
    trouble: state === "BROKEN" || unit.SubState === "auto-restart" ? (unit.Result ?? "unknown") : "",
  };
}

function stateOf(unit: Record<string, string>, configured: boolean): Facts["state"] {
  switch (unit.ActiveState) {
    case "active":
    case "reloading":
      return "RUNNING";
    case "activating":
      return "STARTING";
    case "deactivating":
      return "STOPPING";
  }
  if (unit.LoadState !== "loaded" || !configured) return "MISSING";
  return unit.ActiveState === "failed" ? "BROKEN" : "STOPPED";
}

// "Sun 2026-11-22 19:35:35.123456 UTC"; empty if it never changed.
function timestampMs(text: string): number {
  const found = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})? UTC/.exec(text);
  if (found === null) return 0;
  return Date.parse(`${found[1]}T${found[2]}${(found[3] ?? ".0").slice(0, 4)}Z`);
}
