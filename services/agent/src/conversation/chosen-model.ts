import type { Turn } from "../store/index.ts";
import type { Desk } from "./desk.ts";

/** The model that a chat chose, if it is still configured; undefined for the default. */
export function chosenModel(
  { store, brain }: Pick<Desk, "store" | "brain">,
  turn: Pick<Turn, "chat" | "owner">,
): string | undefined {
  const name = store.preferences.get(turn, "model");
  return brain.models.some((model) => model.name === name) ? name : undefined;
}
