import { existsSync } from "node:fs";
import type { ContainerState } from "@voxnix/protocol";
import type { Systemd, UnitState } from "../system/systemd.ts";

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

/** What systemd does not tell of all units at once. */
interface Detail {
  /** Unix time in microseconds; 0 if it never changed. */
  changedUs: bigint;
  /** E.g. "success", "exit-code". */
  result: string;
}

const unasked: Detail = { changedUs: 0n, result: "" };

/**
 * Asks systemd for the state of machines, all in one call. What takes a call for each unit is asked once and kept
 * until systemd says that the unit has changed, or tells another state of it.
 */
export function openFacts(
  systemd: Pick<Systemd, "units" | "property" | "onChange">,
): (machines: readonly string[]) => Promise<Map<string, Facts>> {
  const known = new Map<string, { state: string; detail: Promise<Detail> }>();
  systemd.onChange((path) => {
    if (path === "") known.clear();
    else known.delete(path);
  });
  const ask = async ({ path }: UnitState): Promise<Detail> => {
    const [changed, result] = await Promise.all([
      systemd.property(path, "Unit", "StateChangeTimestamp"),
      systemd.property(path, "Service", "Result"),
    ]);
    return { changedUs: typeof changed === "bigint" ? changed : 0n, result: String(result) };
  };
  const detailOf = (unit: UnitState): Promise<Detail> => {
    // Of a stopped one systemd forgets all that it was, by unloading it.
    if (unit.load !== "loaded" || unit.active === "inactive") return Promise.resolve(unasked);
    const state = `${unit.active} ${unit.sub}`;
    const before = known.get(unit.path);
    if (before?.state === state) return before.detail;
    // Kept before it is answered: a change that comes together with the answer takes it out again.
    const detail = ask(unit);
    const kept = { state, detail };
    known.set(unit.path, kept);
    detail.catch(() => {
      if (known.get(unit.path) === kept) known.delete(unit.path);
    });
    return detail;
  };
  return async (machines) => {
    const units = await systemd.units(machines.map(unitOf));
    const byName = new Map(units.map((unit) => [unit.name, unit]));
    return new Map(
      await Promise.all(
        machines.map(async (machine): Promise<[string, Facts]> => {
          const unit = byName.get(unitOf(machine));
          const detail = unit === undefined ? unasked : await detailOf(unit);
          return [machine, interpret(unit, detail, existsSync(confOf(machine)))];
        }),
      ),
    );
  };
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
export function interpret(unit: UnitState | undefined, detail: Detail, configured: boolean): Facts {
  const state = stateOf(unit, configured);
  return {
    state,
    sinceMs: Number(detail.changedUs / 1_000n),
    trouble: state === "BROKEN" || unit?.sub === "auto-restart" ? detail.result || "unknown" : "",
  };
}

function stateOf(unit: UnitState | undefined, configured: boolean): Facts["state"] {
  switch (unit?.active) {
    case "active":
    case "reloading":
      return "RUNNING";
    case "activating":
      return "STARTING";
    case "deactivating":
      return "STOPPING";
  }
  if (unit?.load !== "loaded" || !configured) return "MISSING";
  return unit.active === "failed" ? "BROKEN" : "STOPPED";
}
