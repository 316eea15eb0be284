import { audit } from "../audit.ts";
import { monthStart } from "../calendar.ts";
import type { Act } from "./act.ts";

/** Deletes what is stored of the person who asked. */
export const forgetMe: Act = (turn, _args, desk) => {
  const { store } = desk;
  store.atomically(() => {
    store.forget(turn.owner, monthStart(store.now()));
    audit(desk, { ...turn, turn: turn.id, event: "forgotten", subject: turn.owner });
  });
  return { text: "🧹 Done: I have deleted what I had stored of you. Your containers are as they were." };
};
