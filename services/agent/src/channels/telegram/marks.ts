import type { Turn } from "../../store/index.ts";

/** The ids of the messages that show a turn at work. Kept with the turn, for a process that takes over. */
export interface Marks {
  readonly progress?: number | undefined;
  readonly preview?: number | undefined;
}

/** Reads them from where a turn keeps them: "<progress>/<preview>". */
export function marksOf({ shown }: Turn): Marks {
  const [progress, preview] = (shown ?? "").split("/").map((id) => (id ? Number(id) : undefined));
  return { progress, preview };
}

/** The text to keep, with some of them changed; null if none is left. */
export function withMark(turn: Turn, mark: Marks): string | null {
  const { progress, preview } = { ...marksOf(turn), ...mark };
  return progress === undefined && preview === undefined ? null : `${progress ?? ""}/${preview ?? ""}`;
}
