import { isObject } from "../control/input.ts";
import type { User } from "./objects.ts";
import type { World } from "./world.ts";

/** Who speaks: an id, or an id with names. */
export interface Speaker {
  readonly id: number;
  readonly username?: string;
  readonly first_name?: string;
}

/** A person who exists but has never written: the bot may not write to them first. */
export const introduce = (world: World, speaker: Speaker): User => {
  const known = world.people.get(speaker.id);
  const user: User = {
    id: speaker.id,
    is_bot: false,
    first_name: speaker.first_name ?? known?.user.first_name ?? `User ${speaker.id}`,
    ...(speaker.username === undefined ? {} : { username: speaker.username }),
  };
  world.people.set(user.id, {
    user,
    hasWritten: known?.hasWritten ?? false,
    hasBlocked: known?.hasBlocked ?? false,
  });
  return user;
};

/** The person blocks the bot, or lets it in again. */
export const block = (world: World, id: number, blocked: boolean): void => {
  const person = world.people.get(id);
  if (person === undefined) throw new Error(`nobody with id ${id}`);
  world.people.set(id, { ...person, hasBlocked: blocked });
};

/** Reads a speaker from a control request: a number or an object with an id. */
export const readSpeaker = (value: unknown): Speaker => {
  if (typeof value === "number") return { id: value };
  if (!isObject(value) || typeof value.id !== "number")
    throw new Error("from must be a user id or {id, username?, first_name?}");
  const { id, username, first_name } = value;
  return {
    id,
    ...(typeof username === "string" ? { username } : {}),
    ...(typeof first_name === "string" ? { first_name } : {}),
  };
};
