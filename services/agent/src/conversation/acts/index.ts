import type { Turn } from "../../store/index.ts";
import type { Answer } from "../answer.ts";
import type { Desk } from "../desk.ts";
import { forgetMe } from "./forget-me.ts";
import { removePerson } from "./remove-person.ts";

/** Something that the conversation itself does once a person has said yes to it. */
export type Act = (turn: Turn, args: Record<string, unknown>, desk: Desk) => Answer;

/** The acts, by the name under which an approval calls for them. */
export const acts: Readonly<Record<string, Act>> = {
  "forget-me": forgetMe,
  "remove-person": removePerson,
};
