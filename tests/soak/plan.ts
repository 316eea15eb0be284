import type { Rule } from "../fakes/model/script.ts";
import type { Random } from "./random.ts";

/** One message that a user sends. */
export interface PlannedTurn {
  /** Counts from 1 over all users. Its mark, e.g. "(17)", is in the message and in the model's answer. */
  number: number;
  user: number;
  text: string;
  kind: Kind;
}

const kinds = ["talk", "talk", "look", "look", "look", "long", "change", "command", "ask"] as const;
const harmless = ["talk", "look", "long", "command"] as const;
export type Kind = (typeof kinds)[number] | "create";

/** What a user calls their container. */
export const box = "box";

/** The messages of all users, in the order of their numbers; who has a container makes it first. */
export function planTurns(turns: number, users: number, random: Random): PlannedTurn[] {
  const planned: PlannedTurn[] = [];
  for (let number = 1; number <= turns; number++) {
    const user = (number - 1) % users;
    const first = number <= users;
    const kind = first && hasBox(user) ? "create" : random.pick(hasBox(user) ? kinds : harmless);
    // A command needs no model, and is answered whatever the model does.
    const text = kind === "command" ? "/status" : `soak ${kind} ${mark(number)}`;
    planned.push({ number, user, kind, text });
  }
  return planned;
}

/** Every third user has a container; the others only talk and look. */
export function hasBox(user: number): boolean {
  return user % 3 === 0;
}

export function mark(number: number): string {
  return `(${number})`;
}

/** What the fake model says to each message. */
export function scriptFor(turns: readonly PlannedTurn[], random: Random): Rule[] {
  // After a yes the model is asked to go on; the last thing the person said is what stood on the button.
  const afterYes: Rule = { result: "", reply: { text: "As you said." } };
  return [...turns.flatMap((turn) => rulesFor(turn, random)), afterYes];
}

const looks = ["list_containers", "list_modules", "host_status", "list_operations"] as const;
const changes = ["restart_container", "stop_container", "start_container"] as const;

function rulesFor({ number, kind }: PlannedTurn, random: Random): Rule[] {
  const user = mark(number);
  const says = (text: string): Rule => ({ user, reply: { text } });
  const calls = (tool: string, args: object = {}): Rule[] => [
    { user, reply: { calls: [{ tool, arguments: args }] } },
    { user, result: "", reply: { text: `Done ${user}.` } },
  ];
  switch (kind) {
    case "talk":
      return [says(`Talk ${user}.`)];
    case "long":
      return [says(`Long ${user}. ${"All is well, and this is a long story. ".repeat(150)}`)];
    case "look":
      return calls(random.pick(looks));
    case "create":
      return calls("create_container", { name: box, modules: [] });
    case "change":
      return calls(random.pick(changes), { name: box });
    case "ask":
      return calls("run_command", { name: box, command: `touch /root/soak-${number}` });
    case "command":
      return [];
  }
}
