import { BusGoneError, type Connection, connectBus, type Signal } from "./bus/connection.ts";
import type { Value } from "./bus/read.ts";
import type { Sent } from "./bus/write.ts";
import { Jobs } from "./jobs.ts";

/** A unit as Manager.ListUnits… tells of it (org.freedesktop.systemd1(5)). */
export interface UnitState {
  name: string;
  /** E.g. "loaded", "not-found". */
  load: string;
  /** E.g. "active", "failed". */
  active: string;
  /** E.g. "running", "auto-restart". */
  sub: string;
  path: string;
}

/** The host's systemd, asked directly instead of by a program for each question. */
export interface Systemd {
  /** A method of org.freedesktop.systemd1.Manager. @throws BusError with systemd's own name for what is wrong */
  manager(method: string, signature?: string, ...values: Sent[]): Promise<Value[]>;
  /** The units of these names; one that is not loaded is loaded for the answer, as `systemctl show` does. */
  units(names: readonly string[]): Promise<UnitState[]>;
  /** A property of a unit. @param of its interface, e.g. "Unit" or "Service" */
  property(path: string, of: string, name: string): Promise<Value>;
  /**
   * Has systemd start, stop or restart a unit, and waits for the end of that.
   * @returns "done", or why not: "failed", "timeout", "canceled", "dependency", … (JobRemoved)
   * @throws BusError; the signal's reason; BusGoneError if it was not over within `timeoutMs`. The job goes on then.
   */
  job(
    method: "StartUnit" | "StopUnit" | "RestartUnit" | "ReloadUnit",
    unit: string,
    options: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<string>;
  /**
   * Told of each unit (its path) that may be other than it was, and "" when all of them may be.
   * @returns what ends it
   */
  onChange(listener: (path: string) => void): () => void;
  close(): void;
}

/** Where systemd listens for root, beside the bus: what systemctl uses. Signals come there without being asked for. */
const privateSocket = "/run/systemd/private";
const managerPath = "/org/freedesktop/systemd1";
const prefix = "org.freedesktop.systemd1";
/** Reading all units again takes its time on a host that boots: systemctl(1) gives it three minutes as well. */
const patienceMs: Readonly<Record<string, number>> = { Reload: 180_000 };
const propertiesInterface = "org.freedesktop.DBus.Properties";

/** Connects when it is first asked, and again when the connection broke, as it does when systemd executes itself anew. */
export function openSystemd(path = privateSocket): Systemd {
  const listeners = new Set<(path: string) => void>();
  const jobs = new Jobs();
  let connecting: Promise<Connection> | undefined;

  const tell = (unit: string) => {
    for (const listener of listeners) listener(unit);
  };
  const onSignal = ({ path: from, interface: of, member, values }: Signal) => {
    if (member === "PropertiesChanged" && of === propertiesInterface) tell(from);
    else if (of !== `${prefix}.Manager`) return;
    else if (member === "JobRemoved") jobs.end(String(values[1]), String(values[3]));
    else if (member === "UnitRemoved" || member === "UnitNew") tell(String(values[1]));
    else if (member === "Reloading" || member === "UnitFilesChanged") tell("");
  };
  const connection = () => {
    connecting ??= connectBus(path, {
      onSignal,
      onGone() {
        connecting = undefined;
        tell("");
        jobs.lose(new BusGoneError("systemd closed the connection before the job was over"));
      },
    }).catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  const call = async (at: string, of: string, member: string, signature: string, values: readonly Sent[]) =>
    (await connection()).call({ path: at, interface: of, member, signature, values }, patienceMs[member]);
  const manager: Systemd["manager"] = (method, signature = "", ...values) =>
    call(managerPath, `${prefix}.Manager`, method, signature, values);

  return {
    manager,
    async units(names) {
      if (names.length === 0) return [];
      const [list] = await manager("ListUnitsByNames", "as", names);
      return Array.isArray(list) ? list.map(unitState) : [];
    },
    async property(unit, of, name) {
      const [value] = await call(unit, propertiesInterface, "Get", "ss", [`${prefix}.${of}`, name]);
      if (value === undefined) throw new BusGoneError(`${name} of ${unit}: an empty answer`);
      return value;
    },
    async job(method, unit, { timeoutMs, signal }) {
      signal?.throwIfAborted();
      const wait = jobs.wait(timeoutMs, signal);
      try {
        const [job] = await manager(method, "ss", unit, "replace");
        return await wait.for(String(job));
      } finally {
        wait.end();
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      void connecting?.then((open) => open.close()).catch(() => undefined);
    },
  };
}

function unitState(unit: Value): UnitState {
  const [name, , load, active, sub, , path] = Array.isArray(unit) ? unit : [];
  return {
    ...{ name: String(name), load: String(load), active: String(active), sub: String(sub) },
    path: String(path),
  };
}
