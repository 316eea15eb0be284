import type { ExecutorClient } from "@voxnix/protocol";
import { type Random, seeded } from "../../soak/random.ts";
import { indecency } from "../harness/decency.ts";
import { complaints, type Vitals, vitals } from "../harness/executor-process.ts";
import { ownersIn } from "../harness/owners-in.ts";
import { type Answer, RawDoor } from "../harness/raw-door.ts";
import type { Seed } from "../harness/seeds.ts";
import { type Rpc, surface } from "../harness/surface.ts";
import { type Likeness, makeMessage } from "./message.ts";
import { mutate } from "./mutate.ts";
import { tidyWorld, type World } from "./world.ts";

export interface FuzzOptions {
  calls: number;
  seed: number;
  /** How many calls are under way at a time. */
  atOnce: number;
  socket: string;
  tenant: ExecutorClient;
  world: World;
  corpus: readonly Seed[];
  tell: (line: string) => void;
}

export interface Finding {
  rpc: string;
  message: Buffer;
  what: string;
}

export interface FuzzResult {
  findings: Finding[];
  /** What the executor's journal has that must not be there. */
  complaints: string[];
  /** How many calls ended how, e.g. "INVALID_FIELD" or "OK". */
  outcomes: Map<string, number>;
  /** How many calls of each RPC were made. */
  made: Map<string, number>;
  /** How often a connection had to be renewed. */
  renewed: number;
  /** Before, after every tenth, and at the end. */
  vitals: Vitals[];
}

const connections = 4;
/** Found so often, something is wrong with all of them. */
const enough = 500;
/** What takes the host a while to answer is asked a fifth as often. */
const seldom = ["Host.Status", "Host.UnitJournal", "Containers.Inspect"];
/** A cancel waits until what was begun is undone; nothing takes longer. */
const unansweredMs = 120_000;

/** Calls everything that there is to call with messages of all kinds, and watches what becomes of the executor. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { calls, seed, socket, world, tenant, tell } = options;
  const random = seeded(seed);
  const begunMs = Date.now();
  const doors = Array.from({ length: connections }, () => new RawDoor(socket));
  const rpcs = surface();
  const result: FuzzResult = {
    findings: [],
    complaints: [],
    outcomes: new Map(),
    made: new Map(),
    renewed: 0,
    vitals: [await vitals()],
  };
  let begun = 0;
  const work = async (door: RawDoor) => {
    while (begun < calls && result.findings.length < enough) {
      const number = begun++;
      const { rpc, message } = nextCall(rpcs, options.corpus, world, random);
      // A stream may have nothing to tell; whatever else is asked is answered.
      const patienceMs = rpc.streams ? 1_000 : unansweredMs;
      const readMs = rpc.streams ? Math.floor(random.next() * 300) : unansweredMs;
      const asking = { readMs, patienceMs };
      const answer = await door.call(rpc.path, message, asking);
      count(result.made, rpc.name);
      count(result.outcomes, outcomeOf(answer));
      for (const what of wrongWith(rpc, message, answer, world)) {
        if (result.findings.length < 5) tell(`${rpc.name}: ${what}`);
        result.findings.push({ rpc: rpc.name, message, what });
      }
      if (number > 0 && number % Math.ceil(calls / 10) === 0) {
        const now = await vitals();
        result.vitals.push(now);
        tell(
          `${number} calls, ${now.rssMb.toFixed(0)} MiB, ${now.files} files, ${result.findings.length} findings`,
        );
        await tidyWorld(tenant, world);
      }
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, (_, index) => work(pickDoor(doors, index))));
  for (const door of doors) {
    door.close();
    result.renewed += door.renewed;
  }
  await tidyWorld(tenant, world);
  result.vitals.push(await vitals());
  result.complaints = await complaints(begunMs);
  return result;
}

function wrongWith(rpc: Rpc, message: Buffer, answer: Answer, world: World): string[] {
  const silent = answer.ended === "hung up" && !rpc.streams;
  const others = !message.includes(world.victim) && ownersIn(rpc.response, answer.bytes).has(world.victim);
  return [
    indecency(answer, hiddenFrom(message, world)) ?? [],
    silent ? `no answer in ${unansweredMs / 1_000} s` : [],
    others ? "it shows what belongs to another owner" : [],
  ].flat();
}

function nextCall(
  rpcs: readonly Rpc[],
  corpus: readonly Seed[],
  world: World,
  random: Random,
): { rpc: Rpc; message: Buffer } {
  const [first, ...others] = rpcs;
  if (first === undefined) throw new Error("proto/ has no calls");
  const old = random.chance(0.1) ? corpus[Math.floor(random.next() * corpus.length)] : undefined;
  const of = rpcs.find(({ name }) => name === old?.rpc);
  if (old !== undefined && of !== undefined) {
    return { rpc: of, message: mutate(Buffer.from(old.message, "base64"), random) };
  }
  let rpc = random.pick([first, ...others]);
  if (seldom.includes(rpc.name) && random.chance(0.8)) rpc = random.pick([first, ...others]);
  const message = makeMessage(rpc.request, likenessFor(rpc, random), world, random);
  return { rpc, message: random.chance(0.15) ? mutate(message, random) : message };
}

// What begins work on the host is asked for in earnest now and then, what only asks often.
function likenessFor(rpc: Rpc, random: Random): Likeness {
  const works = rpc.response.name === "OperationEvent" || rpc.name === "Containers.Inspect";
  const earnest = works ? 0.01 : 0.3;
  if (random.chance(earnest)) return "valid";
  return random.chance(works ? 0.05 : 0.6) ? "nearly" : "wrong";
}

// Who names the victim speaks in its name, and what a request says itself may come back in its refusal.
function hiddenFrom(message: Buffer, { victim, hidden }: World): string[] {
  return message.includes(victim) ? [] : hidden.filter((text) => !message.includes(text));
}

function outcomeOf({ ended, status, reason }: Answer): string {
  if (ended !== "answered") return ended;
  return status === 0 ? "OK" : reason || `status ${status}`;
}

function pickDoor(doors: readonly RawDoor[], index: number): RawDoor {
  const door = doors[index % doors.length];
  if (door === undefined) throw new Error("There is no door");
  return door;
}

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
