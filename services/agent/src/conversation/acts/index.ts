import type { Act } from "./act.ts";
import { forgetMe } from "./forget-me.ts";
import { removePerson } from "./remove-person.ts";

/** The acts, by the name under which an approval calls for them. */
export const acts: Readonly<Record<string, Act>> = {
  "forget-me": forgetMe,
  "remove-person": removePerson,
};
