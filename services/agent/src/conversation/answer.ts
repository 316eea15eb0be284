import type { Button, TextFile } from "../store/index.ts";

/** What the conversation says by itself, without the brain. */
export interface Answer {
  /** Markdown. */
  text: string;
  /** False if what was asked was not done. Default true. */
  ok?: boolean;
  buttons?: Button[][];
  files?: TextFile[];
  /** Another message says it already: where nobody waits for this one, it is not shown. */
  silent?: boolean;
}

/** Something that was not done, and why. */
export function declined(text: string): Answer {
  return { ok: false, text };
}
