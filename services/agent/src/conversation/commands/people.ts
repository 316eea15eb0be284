import { OwnerId } from "@voxnix/protocol";
import type { Person } from "../../store/index.ts";
import { type Answer, declined } from "../answer.ts";
import { idOf, isTerminal } from "../people.ts";
import type { Command, CommandCall } from "./command.ts";

export const people: Command = {
  name: "people",
  description: "Who may speak with me: list, let in, remove",
  forOwners: true,
  run(call) {
    const [verb = "", who = "", role = "member"] = call.rest.split(/\s+/);
    if (verb === "") return listed(call);
    if (!["add", "admit", "remove"].includes(verb) || who === "") return declined(usage);
    const owner = asOwner(who);
    if (owner === undefined) return declined(`\`${who.slice(0, 40)}\` is no id of a person. ${usage}`);
    if (verb === "remove") return remove(call, owner);
    return role === "member" || role === "owner" ? add(call, owner, role) : declined(usage);
  },
};

const usage =
  "I understand /people, /people add 123456 (or: add 123456 owner), and /people remove 123456, with the numeric id that I tell strangers.";

// A bare number is Telegram's.
function asOwner(text: string): OwnerId | undefined {
  const parsed = OwnerId.safeParse(/^\d+$/.test(text) ? `telegram:${text}` : text);
  return parsed.success && !isTerminal(parsed.data) ? parsed.data : undefined;
}

function listed({ turn, desk }: CommandCall): Answer {
  const known = desk.store.people.all();
  const lines = known.map(
    (person) => `- ${desk.people.called(person.owner)}: ${describe(person, turn.owner)}`,
  );
  const removable = known.filter(({ owner }) => owner !== turn.owner && !desk.people.isFixed(owner));
  const heading =
    lines.length === 0
      ? "Nobody but the terminal may speak with me."
      : `May speak with me:\n${lines.join("\n")}`;
  return {
    text: `${heading}\n\n/people add ID lets somebody in; I tell strangers their id.`,
    buttons: removable
      .slice(0, 20)
      .map(({ owner, name }) => [
        { id: `expel:${owner}`, label: `Remove ${name ?? idOf(owner)}`.slice(0, 40) },
      ]),
  };
}

function describe({ owner, role }: Person, self: OwnerId): string {
  return `${role}${owner === self ? ", that is you" : ""}`;
}

function add({ turn, desk }: CommandCall, owner: OwnerId, role: "owner" | "member"): Answer {
  if (desk.people.role(owner) === role) return { text: `${desk.people.called(owner)} may speak already.` };
  if (desk.people.isFixed(owner))
    return declined(`${desk.people.called(owner)} is an owner by my configuration.`);
  desk.people.admit(owner, role, turn);
  return {
    text: `✅ ${desk.people.called(owner)} may speak with me now, as ${role === "owner" ? "an owner" : "a member"}.`,
  };
}

// Asked first, like everything that takes something away from somebody.
function remove({ turn, desk }: CommandCall, owner: OwnerId): Answer {
  const { people: known, store, approvals } = desk;
  if (store.people.get(owner) === undefined) return declined(`${known.called(owner)} may not speak anyway.`);
  if (known.isFixed(owner))
    return declined(
      `${known.called(owner)} is an owner by my configuration (VOXNIX_OWNERS); remove them there.`,
    );
  const question = `Remove ${known.called(owner)}? They can no longer speak with me; their containers stay as they are.`;
  const call = { id: "remove", tool: "remove-person", arguments: { owner } };
  const guard = { question, yes: "Remove them", no: "Keep them" };
  return { text: question, buttons: approvals.ask(turn, [{ call, guard }]) };
}
