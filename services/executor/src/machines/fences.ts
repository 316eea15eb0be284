import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerRecord } from "../store/record.ts";
import { lastLines, type Run } from "../system/run.ts";
import type { Systemd } from "../system/systemd.ts";
import { element, fence, fenceOf } from "./fence.ts";

const timeoutMs = 10_000;

/** What the kernel lets containers say on the bridge, looked at and put right (nix/host/fence.nix). */
export interface Fences {
  /** Whether the rules that hold for all of them are there. */
  stand(): Promise<boolean>;
  /** Has the host put them up again, and of each machine what it may say. */
  raise(): Promise<void>;
  /** What is wrong with that of one machine, in words; empty if nothing is, or if no rules are there at all. */
  trouble(record: ContainerRecord): Promise<string>;
  /** Lets it say what its conf says, and nothing else. @throws INSTALL_FAILED */
  set(record: ContainerRecord): Promise<void>;
  /** Machines that something is let through for, now or at the host's next boot. */
  machines(): Promise<string[]>;
  /** Lets nothing of a machine through that is no more. */
  forget(machine: string): Promise<void>;
}

/** @param folder of the files that the host's next boot reads */
export function openFences(run: Run, systemd: Systemd, folder: string): Fences {
  const file = (machine: string) => join(folder, `${machine}.nft`);
  const forgetElements = async (elements: readonly string[]) => {
    if (elements.length === 0) return;
    const done = await run("nft", [elements.map((one) => `delete element ${one}\n`).join("")], { timeoutMs });
    if (done.code !== 0) throw new Error(`nft: ${lastLines(done.stderr, 2).join(" ")}`);
  };
  return {
    async stand() {
      const frames = await listed(run, "bridge voxnix");
      const packets = await listed(run, "inet voxnix-host");
      return framesWanted.every((rule) => rule.test(frames ?? "")) && /\bdrop\b/.test(packets ?? "");
    },
    async raise() {
      const result = await systemd.job("RestartUnit", "voxnix-fence.service", { timeoutMs: 60_000 });
      if (result !== "done") throw new Error(`voxnix-fence.service could not be started again: ${result}`);
    },
    async trouble(record) {
      const { machine } = record;
      const wanted = fenceOf(record);
      const now = await standing(run);
      // Composed by a version before the fence, it has none.
      if (wanted === undefined || now === undefined) return "";
      if (!now.ports.has(machine)) return "its port on the bridge is not behind it";
      const given = now.addresses.get(machine) ?? [];
      if (given.join() !== wanted.pair) {
        const [is, should] = [given.join(" and as ") || "nobody", wanted.pair];
        return `it lets it speak as ${is}, and not as ${should}`.replaceAll(" . ", ", ");
      }
      const kept = await readFile(file(machine), "utf8").catch(() => "");
      return kept === wanted.rules ? "" : "the host's next boot does not know of it";
    },
    async set(record) {
      const { machine } = record;
      await fence(run, folder, record);
      const given = (await standing(run))?.addresses.get(machine) ?? [];
      const foreign = given.filter((pair) => pair !== fenceOf(record)?.pair);
      await forgetElements(foreign.map((pair) => element("addresses", machine, pair)));
    },
    async machines() {
      const now = await standing(run);
      const files = await readdir(folder).catch(() => []);
      const kept = files.flatMap((name) => /^(.+)\.nft$/.exec(name)?.[1] ?? []);
      return [...new Set([...(now?.ports ?? []), ...(now?.addresses.keys() ?? []), ...kept])].sort();
    },
    async forget(machine) {
      await rm(file(machine), { force: true });
      const now = await standing(run);
      await forgetElements([
        ...(now?.ports.has(machine) ? [element("ports", machine)] : []),
        ...(now?.addresses.get(machine) ?? []).map((pair) => element("addresses", machine, pair)),
      ]);
    },
  };
}

const framesWanted = [/iifname @ports jump fence/, /@addresses accept\s+drop/, /oifname @ports drop/];

interface Standing {
  ports: ReadonlySet<string>;
  /** By machine what it may speak as: "0a:76:0a:58:00:05 . 10.88.0.5". */
  addresses: ReadonlyMap<string, string[]>;
}

// As nft(8) prints it; undefined where the table is not there.
async function standing(run: Run): Promise<Standing | undefined> {
  const text = await listed(run, "bridge voxnix");
  if (text === undefined) return undefined;
  const ports = /set ports \{[^}]*elements = \{([^}]*)\}/.exec(text)?.[1] ?? "";
  const addresses = new Map<string, string[]>();
  for (const [, machine = "", pair = ""] of text.matchAll(/"vb-([^"]+)" \. ([0-9a-f:]{17} \. [0-9.]+)/g))
    addresses.set(machine, [...(addresses.get(machine) ?? []), pair]);
  return {
    ports: new Set([...ports.matchAll(/"vb-([^"]+)"/g)].map(([, machine = ""]) => machine)),
    addresses,
  };
}

async function listed(run: Run, table: string): Promise<string | undefined> {
  const done = await run("nft", ["list", "table", ...table.split(" ")], { timeoutMs });
  return done.code === 0 ? done.stdout : undefined;
}
