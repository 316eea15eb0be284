import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { Role } from "../brain/index.ts";
import { inlineCode } from "../executor/index.ts";
import type { Store } from "../store/index.ts";
import { audit } from "./audit.ts";
import type { Rules } from "./rules.ts";
import type { Voice } from "./voice.ts";

// One who knocks is announced once a day; and a crowd of them a few times a day.
const announcedAgainMs = 24 * 3_600_000;
const mostKnocksPerDay = 5;
const longestName = 60;

export interface PeopleParts {
  store: Store;
  rules: Rules;
  voice: Voice;
  log: Logger;
}

/** Who may speak, and as what. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    const { store, rules } = parts;
    const members = rules.members.map((owner) => [owner, "member"] as const);
    const owners = rules.owners.map((owner) => [owner, "owner"] as const);
    store.atomically(() => store.people.configure(new Map<OwnerId, Role>([...members, ...owners])));
  }

  /** Undefined for a stranger. Who can open the terminal's socket is an owner: its mode is the lock. */
  role(owner: OwnerId): Role | undefined {
    return isTerminal(owner) ? "owner" : this.#parts.store.people.get(owner)?.role;
  }

  /** Whether the configuration itself names them as owner. */
  isFixed(owner: OwnerId): boolean {
    return this.#parts.rules.owners.includes(owner);
  }

  /** How a person is called before others, as Markdown: their name is their own choice, and may be anything. */
  called(owner: OwnerId, name = this.#parts.store.people.get(owner)?.name): string {
    return name ? `${inlineCode(name)} (${idOf(owner)})` : idOf(owner);
  }

  /** A known person spoke and calls themselves so. */
  met(owner: OwnerId, name: string): void {
    this.#parts.store.people.named(owner, tidy(name));
  }

  /** A stranger wrote: those who administer are told, with a button that lets them in. */
  knock(owner: OwnerId, name: string | undefined): void {
    const { store, voice } = this.#parts;
    const known = name === undefined ? undefined : tidy(name);
    const crowd = store.people.knocksSince(store.now() - announcedAgainMs) >= mostKnocksPerDay;
    if (crowd || !store.people.knock(owner, known, announcedAgainMs)) return;
    for (const person of store.people.all().filter(({ role }) => role === "owner")) {
      voice.tell(person.owner, {
        text: `👋 ${this.called(owner, known)} wrote to me. I told them that I only work for people whom you have let in.`,
        buttons: [[{ id: `admit:${owner}`, label: `Let ${known ?? idOf(owner)} in`.slice(0, 40) }]],
      });
    }
  }

  /** Lets somebody in, or gives them another role, and tells them. */
  admit(owner: OwnerId, role: Role, by: { owner: OwnerId; chat: string }): void {
    const { store, voice } = this.#parts;
    store.people.admit(owner, role, by.owner);
    audit(this.#parts, { ...by, event: "admitted", subject: owner, detail: { role } });
    voice.tell(owner, {
      text: "👋 You have been let in. Tell me what you want, for example: make me a dev box with git and fish. /help shows more.",
    });
  }

  /** They may no longer speak. Their containers stay. */
  remove(owner: OwnerId, by: { owner: OwnerId; chat: string }): void {
    this.#parts.store.people.remove(owner);
    audit(this.#parts, { ...by, event: "removed", subject: owner });
  }
}

/** The channel's own id of a person, e.g. "123456" of "telegram:123456". */
export function idOf(owner: OwnerId): string {
  return owner.slice(owner.indexOf(":") + 1);
}

export function isTerminal(owner: OwnerId): boolean {
  return owner.startsWith("terminal:");
}

function tidy(name: string): string {
  return name
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, longestName);
}
