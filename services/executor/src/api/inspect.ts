import type { GetContainerRequest, Inspection } from "@voxnix/protocol";
import { closure } from "../composer/settings.ts";
import { unitOf } from "../machines/facts.ts";
import * as inside from "../machines/inspect.ts";
import { type Network, network } from "../machines/inspect-network.ts";
import { unitLines } from "../machines/unit-journal.ts";
import { describe } from "../operations/describe.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Engine } from "./engine.ts";
import { factsOf } from "./running.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const hostLines = 20;

/** Those that are being looked into: whoever asks meanwhile is told the same. */
const looks = new WeakMap<ContainerRecord, Promise<Inspection>>();

/** Containers.Inspect */
export function inspectContainer(
  role: Role,
  engine: Engine,
  request: GetContainerRequest,
): Promise<Inspection> {
  const owner = parseOwner(role, request.owner);
  const record = findContainer(engine.parts.records, owner, parseName("name", request.name));
  const begun =
    looks.get(record) ?? engine.turns(() => inspect(engine, record)).finally(() => looks.delete(record));
  looks.set(record, begun);
  return begun;
}

// All readings at once, each with its own time limit; what fails is told in `unread`.
async function inspect(engine: Engine, record: ContainerRecord): Promise<Inspection> {
  const { run, registry } = engine;
  const { machine } = record;
  const { signal } = new AbortController();
  const facts = await factsOf(engine, record);
  const running = facts?.state === "RUNNING";
  const unread: string[] = running ? [] : ["Nothing of its inside: it does not run."];

  const reading = async <T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      unread.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
  const runningOnly = <T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> =>
    running ? reading(what, read, otherwise) : Promise.resolve(otherwise);

  const [
    systemState,
    failedUnits,
    seenNetwork,
    consumed,
    diskBytes,
    workspaceBytes,
    moduleFacts,
    hostJournal,
  ] = await Promise.all([
    runningOnly("The state of its systemd", () => inside.systemState(run, machine), ""),
    runningOnly("Its failed units", () => inside.failedUnits(run, machine, signal), []),
    runningOnly("Its network", () => network(run, machine, signal), noNetwork),
    runningOnly("What it consumes", () => inside.consumption(run, machine), { memoryBytes: 0, tasks: 0 }),
    reading("The size of its files", () => inside.ownBytes(run, machine), 0),
    reading("The size of its workspace", () => workspaceSize(engine, record), 0),
    reading("What its modules tell", () => factModules(engine, record), []).then((modules) =>
      Promise.all(
        modules.map((module) =>
          runningOnly(
            `What ${module} tells`,
            () => inside.moduleFact(run, machine, module, signal),
            undefined,
          ),
        ),
      ),
    ),
    reading(
      "Its journal on the host",
      () => unitLines(run, unitOf(machine), hostLines, record.createdMs),
      [],
    ),
  ]);

  return {
    container: describe(record, facts, registry.holder(machine)?.busyWith()),
    systemState,
    failedUnits,
    ...seenNetwork,
    ...consumed,
    diskBytes,
    workspaceBytes,
    moduleFacts: moduleFacts.filter((fact) => fact !== undefined),
    hostJournal,
    lastOperationId: registry.list().find(({ plan }) => plan.record?.machine === machine)?.plan.id ?? "",
    unread,
  };
}

const noNetwork: Network = { addresses: [], defaultGateway: "", nameServers: [] };

async function factModules({ library }: Engine, { modules }: ContainerRecord): Promise<string[]> {
  const catalogue = await library.catalogue();
  return closure(modules, catalogue).filter((module) => catalogue[module]?.fact);
}

// By the storage's own account where it keeps one.
async function workspaceSize(
  { run, parts: { workspaces } }: Engine,
  record: ContainerRecord,
): Promise<number> {
  if (record.workspace === null) return 0;
  const known = (await workspaces.usage()).get(record.machine)?.usedBytes;
  return known ?? inside.treeBytes(run, workspaces.path(record.machine));
}
